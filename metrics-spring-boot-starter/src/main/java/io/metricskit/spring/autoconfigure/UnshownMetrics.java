package io.metricskit.spring.autoconfigure;

import io.metricskit.Registry;
import io.metricskit.http.MetricsServer;
import io.metricskit.spring.push.ScheduledPush;
import io.metricskit.spring.web.RequestMetrics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Warns of metrics of a context that the metrics server or the push of a context above it leaves out, as these show
 * their own context and those above that. A context that says that it neither serves nor pushes means it so.
 */
final class UnshownMetrics implements ApplicationListener<ContextRefreshedEvent> {

    private static final Log LOG = LogFactory.getLog(UnshownMetrics.class);
    private static final int MAX_NAMES = 5;

    private final ApplicationContext context;

    UnshownMetrics(ApplicationContext context) {
        this.context = context;
    }

    /** Comes when all metrics of the start are registered. The contexts below tell of their own starts as well. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        // Without a context above, the classes of the exporters are not loaded: a runtime may lack their modules.
        if (event.getApplicationContext() == context && context.getParent() != null) {
            check(MetricsServer.class, "metrics server", "serve", "metrics.server", "port");
            check(ScheduledPush.class, "push", "push", "metrics.push", "grouping-key");
        }
    }

    private void check(Class<?> exporter, String name, String verb, String prefix, String ownProperty) {
        String property = prefix + ".enabled";
        if (!OnSwitch.isOn(context.getEnvironment(), property, true)) {
            return;
        }
        Optional<ApplicationContext> exporting = andAbove(context)
                .filter(each -> each.getBeanNamesForType(exporter, true, false).length > 0)
                .findFirst();
        if (exporting.isEmpty() || exporting.get() == context) {
            return;
        }
        List<String> unshown = familiesNotShownBy(exporting.get());
        if (!unshown.isEmpty()) {
            String above = "'" + exporting.get().getId() + "'";
            String below = "'" + context.getId() + "'";
            LOG.warn("The " + name + " of the context " + above + " does not " + verb + " these metrics of the context "
                    + below + " below it: " + text(unshown) + ". To " + verb + " them there, define the beans Registry"
                    + " and RequestMetrics in " + above + " yourself, which the contexts below it then use. To " + verb
                    + " them apart, set " + property + "=true only in the contexts below it, each with a " + prefix
                    + "." + ownProperty + " of its own. If neither is wanted, " + property + "=false in " + below
                    + " ends this warning");
        }
    }

    /** Returns a context and those above it, the nearest first. */
    private static Stream<ApplicationContext> andAbove(ApplicationContext context) {
        return Stream.iterate(context, Objects::nonNull, ApplicationContext::getParent);
    }

    private List<String> familiesNotShownBy(ApplicationContext above) {
        Set<Registry> shown =
                andAbove(above).flatMap(UnshownMetrics::registries).collect(Collectors.toSet());
        return registries(context)
                .filter(registry -> registry != Registry.defaultRegistry() && !shown.contains(registry))
                .flatMap(registry -> registry.registrations().stream())
                .map(registration -> registration.descriptor().name())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the registries among the beans of one context, and those of its metrics of requests. */
    private static Stream<Registry> registries(ApplicationContext context) {
        return Stream.concat(
                context.getBeansOfType(Registry.class).values().stream(),
                context.getBeansOfType(RequestMetrics.class).values().stream().map(RequestMetrics::registry));
    }

    private static String text(List<String> names) {
        String some = names.stream().limit(MAX_NAMES).collect(Collectors.joining("', '", "'", "'"));
        return names.size() <= MAX_NAMES ? some : some + " and " + (names.size() - MAX_NAMES) + " more";
    }
}

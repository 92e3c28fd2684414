package io.metricskit.spring.autoconfigure;

import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Warns of properties below our prefix that we do not have, such as misspelt ones, which Spring ignores. It is a warning
 * only, since the prefix is a plain word, which another library may use as well. Those of the system are left out.
 */
final class UnknownProperties implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(UnknownProperties.class);

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("metrics");

    private static final List<Class<?>> GROUPS =
            List.of(MetricsProperties.class, MetricsServerProperties.class, MetricsPushProperties.class);

    private final Environment environment;

    UnknownProperties(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        SortedSet<ConfigurationPropertyName> unknown = unknown();
        if (!unknown.isEmpty()) {
            LOG.warn("metricskit has no such properties, which have no effect on it: " + unknown);
        }
    }

    private SortedSet<ConfigurationPropertyName> unknown() {
        SortedSet<ConfigurationPropertyName> unknown = new TreeSet<>();
        UnboundElementsSourceFilter isOfTheApplication = new UnboundElementsSourceFilter();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names && isOfTheApplication.apply(source)) {
                for (ConfigurationPropertyName name : names) {
                    if (PREFIX.isAncestorOf(name) && !isKnown(name) && isSet(name)) {
                        unknown.add(name);
                    }
                }
            }
        }
        return unknown;
    }

    private static boolean isKnown(ConfigurationPropertyName name) {
        for (Class<?> group : GROUPS) {
            String prefix = group.getAnnotation(ConfigurationProperties.class).value();
            ConfigurationPropertyName prefixName = ConfigurationPropertyName.of(prefix);
            if (prefixName.isAncestorOf(name) && isOf(group, name, prefixName.getNumberOfElements())) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a name, from its element at an index on, is that of a property in a group, and not of a group. */
    private static boolean isOf(Class<?> group, ConfigurationPropertyName name, int index) {
        int further = name.getNumberOfElements() - index - 1;
        if (further < 0) {
            return false;
        }
        String element = name.getElement(index, Form.UNIFORM);
        // By what binding reads as well, so that a native image has it.
        for (Parameter property : group.getDeclaredConstructors()[0].getParameters()) {
            if (property.getName().toLowerCase(Locale.ROOT).equals(element)) {
                Class<?> type = property.getType();
                return type.isRecord()
                        ? isOf(type, name, index + 1)
                        : further == 0
                                || type == Map.class
                                || (type == List.class && further == 1 && name.isLastElementIndexed());
            }
        }
        return false;
    }

    /** Returns whether a property is more than empty, as one of ours may be. */
    private boolean isSet(ConfigurationPropertyName name) {
        try {
            return !Binder.get(environment)
                    .bind(name, Bindable.of(Object.class))
                    .orElse("")
                    .equals("");
        } catch (BindException e) {
            // A placeholder that cannot be resolved is for whoever has the property to tell.
            return true;
        }
    }
}

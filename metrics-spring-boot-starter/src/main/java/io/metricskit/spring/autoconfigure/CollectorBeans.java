package io.metricskit.spring.autoconfigure;

import io.metricskit.Registration;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Registers the collectors among the beans of a context, metrics included, when all beans are there. Those that are in
 * a registry already stay where they are. When the context is closed it takes them out again, since a registry of the
 * application's own may live longer.
 */
final class CollectorBeans implements SmartInitializingSingleton, DisposableBean {

    private final Registry registry;
    private final ListableBeanFactory beans;
    private final List<Collector> registered = new ArrayList<>();

    CollectorBeans(Registry registry, ListableBeanFactory beans) {
        this.registry = registry;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        String[] names = beans.getBeanNamesForType(Collector.class, false, true);
        if (names.length > 0) {
            List<Registry> registries = registries();
            for (String name : names) {
                // A method may have made none.
                if (beans.getBean(name) instanceof Collector collector
                        && registries.stream().noneMatch(each -> hasTarget(each, collector))) {
                    register(name, collector);
                    registered.add(collector);
                }
            }
        }
    }

    /** Returns the registries that a collector may be in. */
    private List<Registry> registries() {
        return Stream.concat(
                        Stream.of(registry, Registry.defaultRegistry()),
                        beans.getBeansOfType(Registry.class).values().stream())
                .distinct()
                .toList();
    }

    private void register(String bean, Collector collector) {
        try {
            registry.register(collector);
        } catch (RuntimeException e) {
            throw new BeanCreationException(bean, "the registry refuses this collector", e);
        }
    }

    /** Returns whether a registry has a collector, be it as the object behind its proxies: that may register itself. */
    private static boolean hasTarget(Registry registry, Collector collector) {
        for (Object each = collector; each != null; each = AopProxyUtils.getSingletonTarget(each)) {
            if (registrations(registry, each).findAny().isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void destroy() {
        for (Collector collector : registered) {
            registrations(registry, collector)
                    .forEach(registration ->
                            registry.unregister(registration.descriptor().name()));
        }
    }

    private static Stream<Registration> registrations(Registry registry, Object collector) {
        return registry.registrations().stream().filter(registration -> registration.collector() == collector);
    }
}

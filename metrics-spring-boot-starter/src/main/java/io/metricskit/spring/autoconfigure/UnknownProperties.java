package io.metricskit.spring.autoconfigure;

import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Warns of properties below our prefix that we do not have, such as misspelt ones, which Spring ignores. It is a warning
 * only, since the prefix is a plain word, which another library may use as well. Those of the system are left out.
 */
final class UnknownProperties implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(UnknownProperties.class);

    private final Environment environment;

    UnknownProperties(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> unknown = unknown();
        if (!unknown.isEmpty()) {
            LOG.warn("metricskit has no such properties, which have no effect on it: " + unknown);
        }
    }

    private List<String> unknown() {
        Binder binder = Binder.get(environment);
        try {
            binder.bind("metrics", Bindable.of(MetricsProperties.class), new OwnPropertiesHandler());
            return List.of();
        } catch (BindException e) {
            // Anything else fails the start by itself, with a message of its own.
            return e.getCause() instanceof UnboundConfigurationPropertiesException unbound
                    ? unbound.getUnboundProperties().stream()
                            .map(ConfigurationProperty::getName)
                            .filter(name -> isSet(binder, name))
                            .map(ConfigurationPropertyName::toString)
                            .sorted()
                            .toList()
                    : List.of();
        }
    }

    /** Returns whether a property is more than empty, as one of ours may be, which then is not bound. */
    private static boolean isSet(Binder binder, ConfigurationPropertyName name) {
        return !binder.bind(name, Bindable.of(Object.class)).orElse("").equals("");
    }

    /** Takes what is bound for known, but for groups of properties, which have no value such as metrics.server=true. */
    private static final class OwnPropertiesHandler extends NoUnboundElementsBindHandler {

        OwnPropertiesHandler() {
            super(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
        }

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            return result instanceof Record ? result : super.onSuccess(name, target, context, result);
        }
    }
}

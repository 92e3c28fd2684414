package io.metricskit.spring.autoconfigure;

import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches where the ancestors of a context have no bean of the type that a method makes, but for those that this very
 * method has made there. In the context the bean then hides them, since it has their name.
 */
final class OnAncestorsWithoutOwnBean extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MethodMetadata method = (MethodMetadata) metadata;
        ConditionMessage.Builder message = ConditionMessage.forCondition(OncePerContext.class);
        return beansOfAncestors(context, method.getReturnTypeName())
                .filter(name -> !name.equals(method.getMethodName()))
                .findFirst()
                .map(name -> ConditionOutcome.noMatch(
                        message.found("bean of an ancestor").items(name)))
                .orElseGet(() -> ConditionOutcome.match(
                        message.didNotFind("bean of an ancestor").atAll()));
    }

    private static Stream<String> beansOfAncestors(ConditionContext context, String typeName) {
        BeanFactory beans = context.getBeanFactory();
        BeanFactory parent = beans instanceof HierarchicalBeanFactory below ? below.getParentBeanFactory() : null;
        if (!(parent instanceof ListableBeanFactory listable)) {
            return Stream.empty();
        }
        Class<?> type = ClassUtils.resolveClassName(typeName, context.getClassLoader());
        return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(listable, type));
    }
}

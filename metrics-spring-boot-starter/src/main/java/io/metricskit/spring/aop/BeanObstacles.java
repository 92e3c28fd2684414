package io.metricskit.spring.aop;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractAdvisorAutoProxyCreator;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Determines why an annotated method of a bean is not measured. */
final class BeanObstacles {

    private final ConfigurableListableBeanFactory beanFactory;

    BeanObstacles(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** Returns why a method is not measured, or null if it is. */
    @Nullable Obstacle of(Candidate candidate, AnnotatedMethod method) {
        String obstacle = method.obstacle();
        if (obstacle != null) {
            return new Obstacle(obstacle, "Annotate another method, or measure inside it with time(..) of a metric.");
        }
        if (!candidate.isReachable(method)) {
            return obstacleOfInterfaces(candidate);
        }
        if (candidate.obstacle() != null) {
            return candidate.obstacle();
        }
        if (!candidate.throughInterfaces() && method.isFinal()) {
            return new Obstacle(
                    "a final method cannot be intercepted",
                    candidate.type().declares(method.method()) ? Obstacle.REMOVE_FINAL : Obstacle.MOVE_THE_METHOD);
        }
        return candidate.bean() == null || isAdvised(candidate.name(), candidate.bean())
                ? null
                : obstacleOfUnadvised(candidate.name());
    }

    private static Obstacle obstacleOfInterfaces(Candidate candidate) {
        boolean canExtend = candidate.type().obstacle(candidate.isExact()) == null;
        return new Obstacle(
                "a proxy of the bean '" + candidate.name() + "' only has interfaces that do not have the method",
                "Add it to an interface"
                        + (canExtend
                                ? ", or let the proxy extend the class (spring.aop.proxy-target-class=true)."
                                : "."));
    }

    private Obstacle obstacleOfUnadvised(String beanName) {
        if (!somethingMakesProxies()) {
            return new Obstacle(
                    "no bean of the application makes proxies",
                    "Remove spring.aop.auto=false, or add @EnableAspectJAutoProxy.");
        }
        if (!beanFactory.containsBeanDefinition(beanName)) {
            return new Obstacle(
                    "the bean '" + beanName + "' was registered as an object, which gets no proxy",
                    "Define the bean, such as with @Bean, or measure inside the method with time(..) of a metric.");
        }
        return new Obstacle(
                "the bean '" + beanName + "' was created without a proxy, as aspects, bean post-processors and what"
                        + " these depend on are",
                Obstacle.MOVE_THE_METHOD);
    }

    private boolean somethingMakesProxies() {
        return beanFactory.getBeanNamesForType(AbstractAdvisorAutoProxyCreator.class, false, false).length > 0;
    }

    /** What hides its advisors, or that a post-processor has put around a proxy, goes by what Spring notes of that. */
    private boolean isAdvised(String beanName, Object bean) {
        return bean instanceof Advised
                ? NestedProxies.haveAdvisor(bean, AnnotationAdvisor.class::isInstance)
                : beanFactory.containsBeanDefinition(beanName)
                        && beanFactory
                                .getMergedBeanDefinition(beanName)
                                .hasAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
    }
}

package io.metricskit.spring.aop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractAdvisorAutoProxyCreator;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A bean with annotations, and why some of them measure nothing.
 *
 * @param beanFactory the one that has its definition
 * @param name the name of the bean
 * @param bean null if it is not created yet
 * @param type its class, as far as that is known
 * @param isExact whether it is of that very class, and not of a subclass
 * @param throughInterfaces whether its proxy implements its interfaces, and does not extend its class
 */
record AnnotatedBean(
        ConfigurableListableBeanFactory beanFactory,
        String name,
        @Nullable Object bean,
        AnnotatedType type,
        boolean isExact,
        boolean throughInterfaces) {

    /** Returns why no proxy can extend the class, or null if one can or need not. */
    @Nullable Obstacle obstacle() {
        return throughInterfaces ? null : type.obstacle(isExact);
    }

    /** Returns why a method is not measured, or null if it is. */
    @Nullable Obstacle obstacle(AnnotatedMethod method) {
        String obstacle = method.obstacle();
        if (obstacle != null) {
            return new Obstacle(obstacle, "Annotate another method, or measure inside it with time(..) of a metric.");
        }
        if (!isReachable(method)) {
            return obstacleOfInterfaces();
        }
        if (obstacle() != null) {
            return obstacle();
        }
        if (!throughInterfaces && method.isFinal()) {
            return new Obstacle(
                    "a final method cannot be intercepted",
                    type.declares(method.method()) ? Obstacle.REMOVE_FINAL : Obstacle.MOVE_THE_METHOD);
        }
        return bean == null || isAdvised(bean) ? null : obstacleOfUnadvised();
    }

    /** Returns whether the proxy, if there is one, has a method. */
    boolean isReachable(AnnotatedMethod method) {
        return !throughInterfaces
                || (bean != null && AopUtils.isJdkDynamicProxy(bean)
                        ? type.isReachable(method, bean.getClass().getInterfaces())
                        : method.isOfInterface());
    }

    /** Returns whether a proxy extends the class of the bean because of an annotation of ours, and for nothing else. */
    boolean isExtendedByUs() {
        return !throughInterfaces
                && (!(bean instanceof Advised proxy)
                        || Arrays.stream(proxy.getAdvisors()).allMatch(AnnotationAdvisor.class::isInstance));
    }

    private Obstacle obstacleOfInterfaces() {
        boolean canExtend = type.obstacle(isExact) == null;
        return new Obstacle(
                "a proxy of the bean '" + name + "' only has interfaces that do not have the method",
                "Add it to an interface"
                        + (canExtend
                                ? ", or let the proxy extend the class (spring.aop.proxy-target-class=true)."
                                : "."));
    }

    private Obstacle obstacleOfUnadvised() {
        if (!somethingMakesProxies()) {
            return new Obstacle(
                    "no bean of the application makes proxies",
                    "Remove spring.aop.auto=false, or add @EnableAspectJAutoProxy.");
        }
        if (!beanFactory.containsBeanDefinition(name)) {
            return new Obstacle(
                    "the bean '" + name + "' was registered as an object, which gets no proxy",
                    "Define the bean, such as with @Bean, or measure inside the method with time(..) of a metric.");
        }
        return new Obstacle(
                "the bean '" + name + "' was created without a proxy, as aspects, bean post-processors and what these"
                        + " depend on are",
                Obstacle.MOVE_THE_METHOD);
    }

    private boolean somethingMakesProxies() {
        return beanFactory.getBeanNamesForType(AbstractAdvisorAutoProxyCreator.class, false, false).length > 0;
    }

    /** What hides its advisors, or that a post-processor has put around a proxy, goes by what Spring notes of that. */
    private boolean isAdvised(Object created) {
        return created instanceof Advised
                ? NestedProxies.haveAdvisor(created, AnnotationAdvisor.class::isInstance)
                : beanFactory.containsBeanDefinition(name)
                        && beanFactory
                                .getMergedBeanDefinition(name)
                                .hasAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
    }
}

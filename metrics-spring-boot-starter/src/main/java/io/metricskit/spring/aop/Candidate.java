package io.metricskit.spring.aop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;

/**
 * A bean with annotations.
 *
 * @param name the name of the bean
 * @param bean null if it is not created yet
 * @param type its class, as far as that is known
 * @param isExact whether it is of that very class, and not of a subclass
 * @param throughInterfaces whether its proxy implements its interfaces, and does not extend its class
 */
record Candidate(String name, @Nullable Object bean, AnnotatedType type, boolean isExact, boolean throughInterfaces) {

    /** Returns why no proxy can extend the class, or null if one can or need not. */
    @Nullable Obstacle obstacle() {
        return throughInterfaces ? null : type.obstacle(isExact);
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
}

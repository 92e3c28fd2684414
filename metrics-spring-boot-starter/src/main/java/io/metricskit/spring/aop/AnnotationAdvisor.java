package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.Ordered;

/** Applies one kind of annotation to the methods that have it. */
abstract class AnnotationAdvisor implements PointcutAdvisor, Ordered {

    private final MeasuredMethods methods;
    private final Pointcut pointcut;
    private final int order;

    AnnotationAdvisor(MeasuredMethods methods, int order) {
        this.methods = methods;
        this.pointcut = new MeasuredMethodPointcut(methods);
        this.order = order;
    }

    @Override
    public final Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public final Advice getAdvice() {
        return methods;
    }

    @Override
    public final int getOrder() {
        return order;
    }

    /**
     * Compared and named by the kind of annotation: Spring takes the names of class filter and method matcher to find
     * the proxy class that another context has made for a bean. Which methods match, the kind and a class alone decide.
     * Which classes do also depends on the bean, but one that does not match gets no proxy with this pointcut.
     */
    private static final class MeasuredMethodPointcut extends StaticMethodMatcherPointcut implements ClassFilter {

        private final MeasuredMethods methods;

        MeasuredMethodPointcut(MeasuredMethods methods) {
            this.methods = methods;
        }

        @Override
        public ClassFilter getClassFilter() {
            return this;
        }

        @Override
        public boolean matches(Class<?> targetClass) {
            return methods.hasAny(targetClass);
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return methods.contains(method, targetClass);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof MeasuredMethodPointcut that && that.methods.kind() == methods.kind();
        }

        @Override
        public int hashCode() {
            return methods.kind().hashCode();
        }

        @Override
        public String toString() {
            return "methods annotated with " + methods.kind().getName();
        }
    }
}

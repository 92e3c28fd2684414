package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import org.aopalliance.aop.Advice;
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

    private static final class MeasuredMethodPointcut extends StaticMethodMatcherPointcut {

        private final MeasuredMethods methods;

        MeasuredMethodPointcut(MeasuredMethods methods) {
            this.methods = methods;
            ClassFilter hasAny = methods::hasAny;
            setClassFilter(hasAny);
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return methods.contains(method, targetClass);
        }
    }
}

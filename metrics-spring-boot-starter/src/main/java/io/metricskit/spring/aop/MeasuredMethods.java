package io.metricskit.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.ProxyCreationContext;
import org.springframework.util.ClassUtils;

/**
 * The methods that one kind of annotation measures, as the interceptor of their calls. Safe for use by many threads.
 */
final class MeasuredMethods implements MethodInterceptor {
    /*
     * The measurement of a method is made at the start of the application; that of a method which is called earlier, or
     * whose class is not known by then, at its first call. A call finds it by the target's class and the method as it
     * was invoked, and allocates nothing. The same method of two classes may be measured differently, so that the
     * method alone does not do.
     *
     * A bean may get several proxies with this same advice, one around the other, from as many creators of proxies. The
     * innermost one measures. The class of a target that is such a proxy tells that, so it is found out once as well.
     */

    /** Makes the measurement of a method. */
    interface Maker {
        CallMeasurement make(AnnotatedMethod method, AnnotatedMetrics metrics, Problems problems);
    }

    private final Class<? extends Annotation> kind;
    private final Maker maker;
    private final AnnotatedTypes types;
    private final AnnotatedMetrics metrics;
    private final InterfaceProxies proxies;
    private final RefusedClasses refusedClasses;

    private final Map<AnnotatedMethod, CallMeasurement> measurements = new ConcurrentHashMap<>();
    private final MeasurementTable called = new MeasurementTable();

    MeasuredMethods(
            Class<? extends Annotation> kind,
            Maker maker,
            AnnotatedTypes types,
            AnnotatedMetrics metrics,
            InterfaceProxies proxies,
            RefusedClasses refusedClasses) {
        this.kind = kind;
        this.maker = maker;
        this.types = types;
        this.metrics = metrics;
        this.proxies = proxies;
        this.refusedClasses = refusedClasses;
    }

    Class<? extends Annotation> kind() {
        return kind;
    }

    /** Returns whether a class has methods that are measured through a proxy of the bean that is being created. */
    boolean hasAny(Class<?> targetClass) {
        AnnotatedType type = types.of(targetClass);
        if (type == null) {
            return false;
        }
        boolean throughInterfaces = proxies.serve(targetClass, ProxyCreationContext.getCurrentProxiedBeanName());
        boolean hasAny = type.methods().stream()
                .anyMatch(method ->
                        isMeasured(method) && (throughInterfaces ? method.isOfInterface() : !method.isFinal()));
        Obstacle obstacle = hasAny && !throughInterfaces ? type.obstacle(true) : null;
        if (obstacle != null) {
            refusedClasses.refuse(type, obstacle);
        }
        return hasAny && obstacle == null;
    }

    /** Returns whether a method is measured when it is called through the proxy of a target of this class. */
    boolean contains(Method invoked, Class<?> targetClass) {
        AnnotatedType type = types.of(targetClass);
        AnnotatedMethod method = type == null ? null : type.find(invoked);
        return method != null && isMeasured(method);
    }

    private boolean isMeasured(AnnotatedMethod method) {
        return method.obstacle() == null && !method.all(kind).isEmpty();
    }

    /**
     * Makes the measurement of a method before its first call, if it has annotations of this kind.
     *
     * @throws AnnotatedMethodException if it cannot be made
     */
    void prepare(AnnotatedMethod method, Problems problems) {
        if (isMeasured(method)) {
            measurements.putIfAbsent(method, maker.make(method, metrics, problems));
        }
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        CallMeasurement measurement = find(call);
        return measurement == null ? call.proceed() : measurement.measure(call);
    }

    private @Nullable CallMeasurement find(MethodInvocation call) {
        Object target = call.getThis();
        Method method = call.getMethod();
        Class<?> targetClass = target == null ? method.getDeclaringClass() : target.getClass();
        MeasurementTable.Entry found = called.find(method, targetClass);
        return found != null ? found.measurement() : atFirstCall(method, target, targetClass);
    }

    private @Nullable CallMeasurement atFirstCall(Method invoked, @Nullable Object target, Class<?> targetClass) {
        try {
            AnnotatedType type = types.of(targetClass);
            AnnotatedMethod method = type == null ? null : type.find(invoked);
            CallMeasurement measurement = method == null || isMeasuredInside(target) ? null : measurement(method);
            called.add(invoked, targetClass, measurement);
            return measurement;
        } catch (Throwable e) {
            metrics.errors().failed(ClassUtils.getUserClass(targetClass).getName() + "." + invoked.getName(), e);
            return null;
        }
    }

    private boolean isMeasuredInside(@Nullable Object target) {
        return NestedProxies.haveAdvisor(
                target, advisor -> advisor instanceof AnnotationAdvisor own && own.getAdvice() == this);
    }

    private CallMeasurement measurement(AnnotatedMethod method) {
        CallMeasurement prepared = measurements.get(method);
        if (prepared != null) {
            return prepared;
        }
        CallMeasurement made = make(method);
        CallMeasurement earlier = measurements.putIfAbsent(method, made);
        return earlier != null ? earlier : made;
    }

    /** Makes a measurement without a lock, since the registry may be a bean that is being created by this very call. */
    private CallMeasurement make(AnnotatedMethod method) {
        Problems problems = new Problems();
        try {
            return maker.make(method, metrics, problems);
        } catch (AnnotatedMethodException e) {
            return new LostCalls(method, e, metrics.errors());
        } finally {
            problems.warn();
        }
    }
}

package io.metricskit.spring.aop;

import io.metricskit.Registry;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.InstrumentationErrors;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The annotated methods of an application context: the engine that {@link TimedAspect}, {@link InProgressAspect} and
 * {@link CountExceptionsAspect} share, and the look at all beans when the application starts.
 *
 * <p>An annotation holds on a method, on the method that it overrides or implements, on its class or a superclass (for
 * public methods that are not those of {@link Object} and not inherited from a framework) and on an interface (for the
 * methods of that interface); it may be repeated, or stand on an annotation of the user's own. The nearest place with
 * an annotation of a kind decides, so that one on a method replaces that of its kind on the type.
 *
 * <p>At the start, a series with constant labels appears at 0. The start fails with {@link AnnotatedMethodException}
 * where metrics clash or an attribute makes no sense. An annotation that a proxy cannot serve is warned about, or fails
 * the start if it is to be strict: that of a private, static or final method, of one that Spring calls past the proxy,
 * such as {@code afterPropertiesSet()}, of a class that no proxy can extend, of a bean that has no proxy, of a method
 * whose result does not tell when it ends, such as a plain {@code Future}, of one that makes a bean, and a label for
 * which {@code #result} or {@code #exception} comes too late.
 *
 * <p>A proxy cannot extend a final or sealed class or one with only private constructors, and would run final methods
 * on itself, with empty fields. A class with a final method that an interface has and that uses fields is therefore
 * left as it is, and so is one with such a method, final or private, that Spring calls, as for a request; other final
 * methods that use fields and that another bean may call are only named in the log. A proxy that implements the
 * interfaces of a bean has none of these obstacles.
 *
 * <p>What the bean calls on itself does not pass its proxy and is not measured; {@code time(..)},
 * {@code track(..)} and {@code countExceptions(..)} of the metrics serve there. A series with constant labels is bound
 * for good: after {@code clear()} or {@code unregister} its method records to nowhere.
 *
 * <p>A call ends when what it returns ends: a {@code CompletionStage}, each subscription of a {@code Mono} or
 * {@code Flux}, the request that goes on with a {@code DeferredResult}. Callers get the very object or exception that
 * they would get otherwise, and for what works anew for each subscriber a measured one of the same kind. A recording
 * that fails is counted in {@link InstrumentationErrors}. Safe for use by many threads.
 */
public final class AnnotatedMethods implements SmartInitializingSingleton, BeanFactoryAware, AopInfrastructureBean {

    private final boolean strict;
    private final AnnotatedTypes types = new AnnotatedTypes();
    private final InterfaceProxies proxies = new InterfaceProxies();
    private final RefusedClasses refusedClasses = new RefusedClasses();
    private final MeasuredMethods timed;
    private final MeasuredMethods inProgress;
    private final MeasuredMethods countExceptions;

    private @Nullable ConfigurableListableBeanFactory beanFactory;

    /**
     * Creates the engine.
     *
     * @param registry asked for the registry when the first metric is needed: at the start of the application or by a
     *     measured call before that
     * @param strict whether an annotation that cannot work fails the start
     * @param errors counts recordings that fail
     */
    public AnnotatedMethods(Supplier<Registry> registry, boolean strict, InstrumentationErrors errors) {
        this.strict = strict;
        AnnotatedMetrics metrics = new AnnotatedMetrics(registry, errors);
        this.timed = methods(Timed.class, TimedCalls::new, metrics);
        this.inProgress = methods(InProgress.class, CallsInProgress::new, metrics);
        this.countExceptions = methods(CountExceptions.class, FailedCalls::new, metrics);
    }

    private MeasuredMethods methods(
            Class<? extends Annotation> kind, MeasuredMethods.Maker maker, AnnotatedMetrics metrics) {
        return new MeasuredMethods(kind, maker, types, metrics, proxies, refusedClasses);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = beanFactory instanceof ConfigurableListableBeanFactory listable ? listable : null;
        proxies.setBeanFactory(this.beanFactory);
    }

    /**
     * Looks at all beans.
     *
     * @throws AnnotatedMethodException as said above
     */
    @Override
    public void afterSingletonsInstantiated() {
        if (beanFactory != null) {
            Problems problems = new Problems();
            new StartupInventory(beanFactory, types, proxies, refusedClasses, this, problems).take();
            refusedClasses.start();
            if (strict) {
                problems.fail();
            } else {
                problems.warn();
            }
        }
    }

    /** Makes all measurements of a method before its first call. */
    void prepare(AnnotatedMethod method, Problems problems) {
        inProgress.prepare(method, problems);
        timed.prepare(method, problems);
        countExceptions.prepare(method, problems);
    }

    MeasuredMethods timed() {
        return timed;
    }

    MeasuredMethods inProgress() {
        return inProgress;
    }

    MeasuredMethods countExceptions() {
        return countExceptions;
    }
}

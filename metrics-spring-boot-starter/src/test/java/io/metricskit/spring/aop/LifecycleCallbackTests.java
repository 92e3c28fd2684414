package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.annotation.BeforeStep;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/** Annotations on methods that Spring calls on a bean's object itself, and not on its proxy. */
@ExtendWith(OutputCaptureExtension.class)
final class LifecycleCallbackTests {

    private static final String OWN_CALL =
            ": Spring's own call of the method is not measured, since it does not go through the proxy. Measure inside"
                    + " it with time(..) of a metric, or let it call an annotated method of another bean.";

    /** Returns the series of annotations without a name, of all kinds. */
    private static List<Sample> samples(AspectContext context) {
        return Stream.of("method_duration_seconds_count", "method_in_progress", "method_exceptions_total")
                .flatMap(name -> context.scrape().samples(name).stream())
                .toList();
    }

    static class Constructed {

        @PostConstruct
        @Timed
        public void callback() {}
    }

    static class Destroyed {

        @PreDestroy
        @CountExceptions
        void callback() {}
    }

    static class PrivatelyConstructed {

        @PostConstruct
        @InProgress
        private void callback() {}
    }

    static class ConstructedInTheSuperclass extends Constructed {

        @Override
        @InProgress
        public void callback() {}
    }

    static class Wired {

        @Autowired
        @Timed
        void callback(Environment environment) {}
    }

    static class Stepping {

        @BeforeStep
        @Timed
        public void callback() {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Constructed.class,
                Destroyed.class,
                PrivatelyConstructed.class,
                ConstructedInTheSuperclass.class,
                Wired.class,
                Stepping.class
            })
    void anAnnotatedMethodThatSpringCallsForItsOtherAnnotationIsWarnedAbout(Class<?> bean, CapturedOutput output) {
        try (AspectContext context = AspectContext.of(bean)) {
            assertThat(samples(context)).isEmpty();
        }
        assertThat(output).contains(bean.getName() + ".callback" + OWN_CALL).doesNotContain("Measuring");
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(bean)).site())
                .isEqualTo(bean.getName() + ".callback");
    }

    static class WithCallbacksOfInterfaces implements InitializingBean, DisposableBean, BeanNameAware {

        @Override
        @Timed
        public void afterPropertiesSet() {}

        @Override
        @Timed
        public void destroy() {}

        @Override
        @Timed
        public void setBeanName(String name) {}
    }

    @Test
    void annotatedCallbacksOfSpringsInterfacesAreWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(WithCallbacksOfInterfaces.class)) {
            assertThat(samples(context)).isEmpty();
        }
        for (String method : List.of("afterPropertiesSet", "destroy", "setBeanName")) {
            assertThat(output).contains(WithCallbacksOfInterfaces.class.getName() + "." + method + OWN_CALL);
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(WithCallbacksOfInterfaces.class)))
                .hasMessageContaining("There are 3 problems");
    }

    @Timed
    static class Shop extends WithoutAnnotations {

        public void order() {}
    }

    static class WithoutAnnotations implements InitializingBean, BeanNameAware {

        @PostConstruct
        public void warmUp() {}

        @Autowired
        public void setEnvironment(Environment environment) {}

        @Override
        public void afterPropertiesSet() {}

        @Override
        public void setBeanName(String name) {}
    }

    @Test
    void anAnnotationOnTheTypeLeavesTheCallbacksOut(CapturedOutput output) {
        try (AspectContext context = AspectContext.strict(Shop.class)) {
            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.label("method")).contains("order"));
        }
        assertThat(output)
                .contains("Measuring the calls of 1 annotated method: ")
                .doesNotContain("WARN");
    }

    @Test
    void aCallbackThatOthersCallThroughTheProxyIsMeasuredForThem() {
        try (AspectContext context = AspectContext.of(Constructed.class)) {
            context.bean(Constructed.class).callback();

            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.value()).isEqualTo(1));
        }
    }

    @Timed
    static class Idle {

        @PostConstruct
        public void warmUp() {}
    }

    @Test
    void anAnnotationOnATypeThatHasCallbacksOnlyIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Idle.class)) {
            assertThat(samples(context)).isEmpty();
        }
        assertThat(output)
                .contains(Idle.class.getName() + ": the annotation on the type measures nothing, since Spring itself"
                        + " calls all its methods, and not through the proxy. ");
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Idle.class)).site())
                .isEqualTo(Idle.class.getName());
    }

    static class Engine {

        @Timed("start_seconds")
        public void start() {}

        @Timed("start_in_a_gear_seconds")
        public void start(int gear) {}

        @Timed("stop_seconds")
        public void stop() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Engines {

        @Bean(initMethod = "start", destroyMethod = "stop")
        Engine engine() {
            return new Engine();
        }
    }

    @Test
    void annotatedMethodsThatABeanDefinitionNamesAreWarnedAboutAndMeasuredForOthers(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Engines.class)) {
            context.bean(Engine.class).start();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("start_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("stop_seconds_count")).isZero();
        }
        assertThat(output)
                .contains(Engine.class.getName() + ".start" + OWN_CALL)
                .contains(Engine.class.getName() + ".stop" + OWN_CALL)
                .contains("Measuring the calls of 2 annotated methods");
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Engines.class)))
                .hasMessageContaining("There are 2 problems");
    }

    static class Pool implements AutoCloseable {

        @Override
        @Timed
        public void close() {}

        @Timed
        public void close(String reason) {}
    }

    static class Worker {

        @Timed
        public void shutdown() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Workers {

        @Bean
        Worker worker() {
            return new Worker();
        }
    }

    @Test
    void anAnnotatedMethodThatSpringFindsForTheEndOfABeanIsWarnedAbout(CapturedOutput output) {
        AspectContext.of(Pool.class, Workers.class).close();

        assertThat(output)
                .contains(Pool.class.getName() + ".close" + OWN_CALL)
                .contains(Worker.class.getName() + ".shutdown" + OWN_CALL);
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Pool.class)).site())
                .isEqualTo(Pool.class.getName() + ".close");
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Workers.class))
                        .site())
                .isEqualTo(Worker.class.getName() + ".shutdown");
    }

    @Configuration(proxyBeanMethods = false)
    static class OthersEnd {

        @Bean(destroyMethod = "")
        Pool pool() {
            return new Pool();
        }

        @Bean
        @Scope("prototype")
        Pool anotherEachTime() {
            return new Pool();
        }

        /** Spring looks for shutdown() only in what a method of a configuration returns. */
        static class Component extends Worker {}
    }

    @Test
    void anAnnotatedMethodThatOthersCallForTheEndOfABeanIsMeasured() {
        try (AspectContext context = AspectContext.strict(OthersEnd.class, OthersEnd.Component.class)) {
            context.spring().getBean("pool", Pool.class).close();
            context.spring().getBean("anotherEachTime", Pool.class).close();

            assertThat(context.scrape()
                            .value("method_duration_seconds_count", "class", Pool.class.getName(), "method", "close"))
                    .isEqualTo(2);
        }
    }

    @Timed
    static class TimedEngine {

        public void start() {}

        public void drive() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class TimedEngines {

        @Bean(initMethod = "start")
        TimedEngine engine() {
            return new TimedEngine();
        }
    }

    @Test
    void anAnnotationOnTheTypeLeavesOutWhatTheBeanDefinitionNames() {
        try (AspectContext context = AspectContext.strict(TimedEngines.class)) {
            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.label("method")).contains("drive"));
        }
    }

    static class EngineFactory implements FactoryBean<Engine> {

        public void start() {}

        @Override
        public Engine getObject() {
            return new Engine();
        }

        @Override
        public Class<?> getObjectType() {
            return Engine.class;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EngineFactories {

        @Bean(initMethod = "start")
        EngineFactory engine() {
            return new EngineFactory();
        }
    }

    @Test
    void whatIsNamedForAFactoryDoesNotConcernItsProduct() {
        try (AspectContext context = AspectContext.strict(EngineFactories.class)) {
            assertThat(context.scrape().value("start_seconds_count")).isZero();
        }
    }
}

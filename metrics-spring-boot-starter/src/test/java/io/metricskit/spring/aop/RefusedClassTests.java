package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/**
 * Annotations in classes that no proxy can extend, where only the object tells the class: one without a bean
 * definition, and a bean that is created after the start.
 */
@ExtendWith(OutputCaptureExtension.class)
final class RefusedClassTests {

    private static final String WARNING = FinalJob.class.getName()
            + ": the annotations have no effect, since the class is final and gets no proxy." + " Remove final";

    interface Job {

        void run();
    }

    static final class FinalJob implements Job {

        @Override
        @Measured
        public void run() {}
    }

    static class OpenJob {

        @Timed("open_job_seconds")
        public void run() {}
    }

    /** Makes jobs while the application starts, before anything is known about all its beans. */
    @Configuration(proxyBeanMethods = false)
    static class EarlyJobs {

        @Bean
        Object jobs(AutowireCapableBeanFactory factory) {
            factory.createBean(FinalJob.class);
            factory.createBean(FinalJob.class);
            return new Object();
        }
    }

    static class PrivateJob {

        private PrivateJob() {}

        @Timed("private_job_seconds")
        public void run() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class LateJobs {

        @Bean
        @Scope("prototype")
        Job job() {
            return new FinalJob();
        }

        @Bean
        @Lazy
        PrivateJob privateJob() {
            return new PrivateJob();
        }
    }

    /** Creates a prototype while the application starts. */
    @Configuration(proxyBeanMethods = false)
    static class UserOfAPrototype {

        @Bean
        Object user(Job prototype) {
            prototype.run();
            return new Object();
        }
    }

    @Timed
    static final class FinalCallback implements InitializingBean {

        @Override
        public void afterPropertiesSet() {}
    }

    private static <T> T create(AspectContext context, Class<T> type) {
        return context.spring().getAutowireCapableBeanFactory().createBean(type);
    }

    @Test
    void aClassThatNoProxyCanExtendIsWarnedAboutOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.defining(none -> {})) {
            create(context, FinalJob.class).run();
            create(context, FinalJob.class).run();

            assertThat(context.scrape().hasFamily("work_seconds")).isFalse();
            assertThat(output).containsOnlyOnce(" WARN ").containsOnlyOnce(WARNING);
        }
    }

    @Test
    void aClassIsWarnedAboutAtTheStartWhereAnObjectIsMadeBefore(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(EarlyJobs.class)) {
            create(context, FinalJob.class).run();

            assertThat(output).containsOnlyOnce(" WARN ").containsOnlyOnce(WARNING);
        }
    }

    @Test
    void aClassThatABeanHasTooIsWarnedAboutAsThatOfTheBean(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(EarlyJobs.class, FinalJob.class)) {
            create(context, FinalJob.class).run();

            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .contains(
                            FinalJob.class.getName() + ".run: the annotation has no effect, since the class is final");
        }
    }

    @Test
    void aClassThatAProxyCanExtendIsMeasured(CapturedOutput output) {
        try (AspectContext context = AspectContext.defining(none -> {})) {
            create(context, OpenJob.class).run();

            assertThat(context.scrape().value("open_job_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain(" WARN ");
        }
    }

    @Test
    void aBeanThatTellsItsClassWhenItIsCreatedIsWarnedAboutThenAndOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LateJobs.class)) {
            assertThat(output).doesNotContain(" WARN ");
            context.bean(Job.class).run();
            context.bean(Job.class).run();

            assertThat(context.scrape().hasFamily("work_seconds")).isFalse();
            assertThat(output).containsOnlyOnce(" WARN ").containsOnlyOnce(WARNING);
        }
    }

    @Test
    void aSeriesThatStaysAt0SinceNoProxyCanExtendTheClassOfALazyBeanIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LateJobs.class)) {
            context.bean(PrivateJob.class).run();

            assertThat(context.scrape().value("private_job_seconds_count")).isZero();
            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .contains(PrivateJob.class.getName() + ": the annotations have no effect, since the class has only"
                            + " private constructors and gets no proxy. Make a constructor package-private");
        }
    }

    @Test
    void aPrototypeThatIsCreatedBeforeTheStartIsOverIsWarnedAboutOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LateJobs.class, UserOfAPrototype.class)) {
            context.bean(Job.class).run();

            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .contains(
                            FinalJob.class.getName() + ".run: the annotation has no effect, since the class is final");
        }
    }

    @Test
    void aClassWhoseMethodsSpringCallsIsNotWarnedAboutForItsObstacleAsWell(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(FinalCallback.class)) {
            assertThat(context.bean(FinalCallback.class)).isNotNull();
            assertThat(output).containsOnlyOnce(" WARN ").contains("Spring itself calls all its methods");
        }
    }
}

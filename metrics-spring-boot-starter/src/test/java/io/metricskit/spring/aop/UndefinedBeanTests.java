package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Annotations of objects that Spring works on without a bean definition. */
@ExtendWith(OutputCaptureExtension.class)
final class UndefinedBeanTests {

    private static final String WARNING =
            FinalJob.class.getName() + ": the annotations have no effect on an object without a bean definition, since"
                    + " the class is final and gets no proxy. Remove final";

    static final class FinalJob {

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
}

package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

/** Annotations that were imported from Micrometer, most likely by mistake. */
@ExtendWith(OutputCaptureExtension.class)
final class MicrometerAnnotationTests {

    static class Mistaken {

        @io.micrometer.core.annotation.Timed("order_seconds")
        public void order() {}

        @Counted("refunds_total")
        void refund() {}

        @Timed("greeting_seconds")
        public void greet() {}
    }

    @io.micrometer.core.annotation.Timed("class_seconds")
    static class MistakenClass {

        public void order() {}
    }

    static class Twice {

        @io.micrometer.core.annotation.Timed("a_seconds")
        @io.micrometer.core.annotation.Timed("b_seconds")
        public void order() {}
    }

    static class Inheriting extends Mistaken {}

    static class Generic implements Consumer<String> {

        @Override
        @io.micrometer.core.annotation.Timed("accept_seconds")
        public void accept(String order) {}
    }

    @Test
    void anAnnotationOfMicrometerThatNothingReadsIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Mistaken.class, MistakenClass.class, Twice.class)) {
            assertThat(context.bean(Mistaken.class)).isNotNull();
        }

        assertThat(output)
                .contains(Mistaken.class.getName() + ".order: io.micrometer.core.annotation.Timed has no effect,"
                        + " since no bean is a TimedAspect of Micrometer. For metricskit, import"
                        + " io.metricskit.annotation.Timed.")
                .contains(Mistaken.class.getName() + ".refund: io.micrometer.core.annotation.Counted has no effect,"
                        + " since no bean is a CountedAspect of Micrometer. For metricskit, import"
                        + " io.metricskit.annotation.Timed, which counts calls too.")
                .contains(MistakenClass.class.getName() + ": io.micrometer.core.annotation.Timed has no effect")
                .contains(Twice.class.getName() + ".order: io.micrometer.core.annotation.Timed has no effect")
                .doesNotContain(".greet: ");
    }

    @Test
    void oneThatMicrometersAspectReadsIsNot(CapturedOutput output) {
        try (AspectContext context = AspectContext.defining(spring -> {
            spring.registerBean(Mistaken.class);
            spring.registerBean("micrometers", TimedAspect.class, () -> new TimedAspect(new SimpleMeterRegistry()));
        })) {
            assertThat(context.bean(Mistaken.class)).isNotNull();
        }

        assertThat(output)
                .doesNotContain("annotation.Timed has no effect")
                .contains("annotation.Counted has no effect");
    }

    @Test
    void oneThatTheAspectOfAParentContextReadsIsNot(CapturedOutput output) {
        try (GenericApplicationContext parent = new GenericApplicationContext()) {
            parent.registerBean(TimedAspect.class, () -> new TimedAspect(new SimpleMeterRegistry()));
            parent.registerBean(CountedAspect.class, () -> new CountedAspect(new SimpleMeterRegistry()));
            parent.refresh();
            try (AspectContext context = AspectContext.defining(spring -> {
                spring.setParent(parent);
                spring.registerBean(Mistaken.class);
            })) {
                assertThat(context.bean(Mistaken.class)).isNotNull();
            }
        }

        assertThat(output).doesNotContain("has no effect");
    }

    @Test
    void oneOnAMethodThatABeanInheritsIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Inheriting.class)) {
            assertThat(context.bean(Inheriting.class)).isNotNull();
        }

        assertThat(output).contains(Mistaken.class.getName() + ".order: io.micrometer.core.annotation.Timed");
    }

    @Test
    void oneOnAMethodOfAGenericInterfaceIsWarnedAboutOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Generic.class)) {
            assertThat(context.bean(Generic.class)).isNotNull();
        }

        assertThat(output.getOut()).containsOnlyOnce(".accept: io.micrometer.core.annotation.Timed has no effect");
    }

    @Test
    void aClassOfSeveralBeansIsWarnedAboutOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.defining(spring -> {
            spring.registerBean("one", Mistaken.class);
            spring.registerBean("two", Mistaken.class);
            spring.registerBean("three", Inheriting.class);
            spring.registerBean("micrometers", CountedAspect.class, () -> new CountedAspect(new SimpleMeterRegistry()));
        })) {
            assertThat(context.spring().getBeansOfType(Mistaken.class)).hasSize(3);
        }

        assertThat(output.getOut()).containsOnlyOnce("annotation.Timed has no effect");
    }
}

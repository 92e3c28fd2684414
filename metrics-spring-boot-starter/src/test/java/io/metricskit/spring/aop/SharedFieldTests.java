package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.fxml.FXML;
import org.flowable.common.engine.api.delegate.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ReflectionUtils;
import picocli.CommandLine.Option;

/** Annotations in classes whose fields others use as well. */
@ExtendWith(OutputCaptureExtension.class)
final class SharedFieldTests {

    static class Command {

        @Option
        private String name = "nobody";

        @Value("loud")
        private String voice;

        @Timed("greetings_seconds")
        public String greet() {
            return name + " " + voice;
        }
    }

    static class Dialog extends Command {

        @FXML
        private Object button;

        boolean isReady() {
            return button != null;
        }
    }

    /** Fills a field as libraries do that find it by its annotation. */
    private static void fill(Object bean, Class<?> declaring, String name, Object value) {
        ReflectionUtils.doWithLocalFields(declaring, field -> {
            if (field.getName().equals(name)) {
                field.setAccessible(true);
                field.set(bean, value);
            }
        });
    }

    @Test
    void aBeanIsLeftAloneIfALibraryFillsItsFields(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Command.class)) {
            Command command = context.bean(Command.class);

            fill(command, Command.class, "name", "Ada");

            assertThat(command.greet()).isEqualTo("Ada loud");
            assertThat(context.scrape().hasFamily("greetings_seconds")).isFalse();
            assertThat(output)
                    .contains(Command.class.getName() + ".greet: the annotation has no effect, since a library fills"
                            + " fields of the object that it is given, and would fill those of a proxy: name. Move the"
                            + " method to another bean");
        }
    }

    @Test
    void inheritedFieldsThatALibraryFillsCountAsWell(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Dialog.class)) {
            Dialog dialog = context.bean(Dialog.class);

            fill(dialog, Command.class, "name", "Ada");
            fill(dialog, Dialog.class, "button", List.of());

            assertThat(dialog.greet()).isEqualTo("Ada loud");
            assertThat(dialog.isReady()).isTrue();
            assertThat(output).contains("would fill those of a proxy: button, name.");
        }
    }

    static class Step {

        private Expression text;

        @Timed("steps_seconds")
        public String execute() {
            return text.getExpressionText();
        }
    }

    @Test
    void aDelegateIsLeftAloneIfTheEngineFillsItsFields() {
        try (AspectContext context = AspectContext.of(Step.class)) {
            Step step = context.bean(Step.class);

            fill(step, Step.class, "text", (Expression) () -> "done");

            assertThat(step.execute()).isEqualTo("done");
            assertThat(context.scrape().hasFamily("steps_seconds")).isFalse();
        }
    }

    static class StepWithSetter {

        private Expression text;

        @Timed("steps_seconds")
        public String execute() {
            return text.getExpressionText();
        }

        public void setText(Expression text) {
            this.text = text;
        }
    }

    @Test
    void aDelegateWithASetterIsMeasured() {
        try (AspectContext context = AspectContext.strict(StepWithSetter.class)) {
            StepWithSetter step = context.bean(StepWithSetter.class);

            step.setText(() -> "done");

            assertThat(step.execute()).isEqualTo("done");
            assertThat(context.scrape().value("steps_seconds_count")).isEqualTo(1);
        }
    }

    static class CleanUp extends TimerTask {

        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        @Timed("clean_up_seconds")
        public void run() {
            done.countDown();
        }

        boolean awaitDone() throws InterruptedException {
            return done.await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTimerRunsAnAnnotatedTask(CapturedOutput output) throws InterruptedException {
        Timer timer = new Timer(true);
        try (AspectContext context = AspectContext.of(CleanUp.class)) {
            CleanUp task = context.bean(CleanUp.class);

            timer.schedule(task, 0);

            assertThat(task.awaitDone()).isTrue();
            assertThat(output)
                    .contains(CleanUp.class.getName() + ".run: the annotation has no effect, since a Timer reads fields"
                            + " of the task, which a proxy does not have. Move the method to another bean");
        } finally {
            timer.cancel();
        }
    }
}

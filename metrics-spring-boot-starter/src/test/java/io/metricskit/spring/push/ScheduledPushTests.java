package io.metricskit.spring.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ExpositionFormat;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.MetricType;
import io.metricskit.model.SampleSink;
import io.metricskit.push.Pusher;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/** Tests for {@link ScheduledPush}. */
@ExtendWith(OutputCaptureExtension.class)
final class ScheduledPushTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger received = new AtomicInteger();
    private final PushMetrics metrics = new PushMetrics();
    private volatile int overloaded;
    private HttpServer gateway;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (received.incrementAndGet() <= overloaded) {
                exchange.getResponseHeaders().set("Retry-After", "3600");
                exchange.sendResponseHeaders(503, -1);
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stopGateway() {
        gateway.stop(0);
    }

    @Test
    void anErrorIsAFailedPushLikeAnyOtherAndPushingGoesOn(CapturedOutput output) throws IOException {
        ScheduledPush push = push(new OutOfMemoryFor(2), Duration.ofMillis(20));

        push.start();
        Polling.until("pushes after the errors", LIMIT, received::get, pushes -> pushes > 2);
        push.stop();

        assertThat(failures()).isEqualTo(2);
        assertThat(output.toString().split("WARN", -1)).hasSize(2);
        assertThat(output)
                .contains("The metrics could not be pushed")
                .contains("java.lang.OutOfMemoryError: a page that is too large")
                .contains("Pushing the metrics every 20 ms, with a ")
                .containsOnlyOnce("The metrics are pushed again");
    }

    @Test
    void theWarningSaysWhenItIsTriedAgainAndAFarewellIsNoNews(CapturedOutput output) {
        overloaded = 1;
        ScheduledPush push = push(new OutOfMemoryFor(0), Duration.ofMillis(20));

        push.start();
        Polling.until("a push", LIMIT, received::get, pushes -> pushes == 1);
        push.stop();

        assertThat(received).hasValue(2);
        assertThat(output)
                .contains("The metrics could not be pushed, which is tried again after 3600 s: ")
                .doesNotContain("PushException", "The metrics are pushed again");
    }

    @Test
    void aReasonOfSeveralLinesIsOneLineOfTheLog(CapturedOutput output) {
        ScheduledPush push = push(new OutOfMemoryFor(1, "one\nWARN two"), Duration.ofHours(1));

        push.start();
        push.stop();

        assertThat(output).contains("java.lang.OutOfMemoryError: one\\nWARN two");
    }

    @Test
    void whatIsStartedTwiceHasNoThreadLeftAfterItsStop() {
        ScheduledPush push = push(new OutOfMemoryFor(0), Duration.ofHours(1));

        push.start();
        push.start();
        push.stop();

        assertThat(received).hasValue(1);
        assertThat(threads()).doesNotContain("metrics-push");
    }

    @Test
    void aStopThatIsInterruptedEndsAndLeavesItsThreadInterrupted() {
        CountDownLatch answered = new CountDownLatch(1);
        gateway.removeContext("/");
        gateway.createContext("/", exchange -> {
            try (exchange) {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ScheduledPush push = push(new OutOfMemoryFor(0), Duration.ofHours(1));
        push.start();

        Thread.currentThread().interrupt();
        push.stop();
        boolean isInterrupted = Thread.interrupted();
        answered.countDown();
        // What it says at its end is not for the next test.
        Polling.until(
                "the end of the thread", LIMIT, ScheduledPushTests::threads, names -> !names.contains("metrics-push"));

        assertThat(isInterrupted).isTrue();
        assertThat(push.isRunning()).isFalse();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void anErrorAtTheEndIsCountedAndLoggedToo(CapturedOutput output) throws IOException {
        ScheduledPush push = push(new OutOfMemoryFor(1), Duration.ofHours(1));

        push.start();
        push.stop();

        assertThat(received).hasValue(0);
        assertThat(failures()).isEqualTo(1);
        assertThat(output).contains("which was the last time", "java.lang.OutOfMemoryError");
    }

    @Test
    void theLastFailureOfARowIsNotWarnedAboutAgain(CapturedOutput output) throws IOException {
        OutOfMemoryFor pages = new OutOfMemoryFor(Integer.MAX_VALUE);
        ScheduledPush push = push(pages, Duration.ofMillis(20));

        push.start();
        Polling.until("a failure", LIMIT, pages.pages::get, left -> left < Integer.MAX_VALUE);
        push.stop();

        assertThat(failures()).isGreaterThan(1);
        assertThat(output).containsOnlyOnce("The metrics could not be pushed").containsOnlyOnce("WARN");
    }

    @Test
    void itRunsFromItsStartToItsStopAndNeedsNeither() throws IOException {
        ScheduledPush push = push(new OutOfMemoryFor(0), Duration.ofHours(1));
        push.stop();
        assertThat(push.isRunning()).isFalse();

        push.start();
        assertThat(push.isRunning()).isTrue();
        push.stop();

        assertThat(push.isRunning()).isFalse();
        assertThat(received).hasValue(1);
    }

    @Test
    void theLastPushComesAfterWhatTheOtherLifeCyclesDoAtTheirEnd() {
        AtomicInteger pushesBefore = new AtomicInteger(-1);
        DefaultLifecycle worker = new DefaultLifecycle(() -> pushesBefore.set(received.get()));
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean("worker", DefaultLifecycle.class, () -> worker);
            context.registerBean("push", ScheduledPush.class, () -> push(new OutOfMemoryFor(0), Duration.ofHours(1)));
            context.refresh();
        }

        assertThat(pushesBefore).hasValue(0);
        assertThat(received).hasValue(1);
    }

    /** A life cycle of an application, which does something at its end. */
    private static final class DefaultLifecycle implements SmartLifecycle {

        private final Runnable atTheEnd;
        private boolean running;

        DefaultLifecycle(Runnable atTheEnd) {
            this.atTheEnd = atTheEnd;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            atTheEnd.run();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }

    private ScheduledPush push(Collector collector, Duration interval) {
        Pusher pusher = Pusher.builder(
                        "job", "127.0.0.1:" + gateway.getAddress().getPort())
                .build();
        Exposition exposition = Exposition.of(new Registry()).forExporter(collector);
        return new ScheduledPush(pusher, exposition, metrics, interval, PushOperation.REPLACE);
    }

    private double failures() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Exposition.of(new Registry())
                .forExporter(metrics.collectors().toArray(Collector[]::new))
                .write(ExpositionFormat.TEXT, page);
        return TextExposition.checked(page.toByteArray()).value("metrics_push_failures_total");
    }

    /** Takes the memory out of the first pages, where an exposition asks an exporter's own collector for its name. */
    private static final class OutOfMemoryFor implements Collector {

        private final AtomicInteger pages;
        private final String message;

        OutOfMemoryFor(int pages) {
            this(pages, "a page that is too large");
        }

        OutOfMemoryFor(int pages, String message) {
            this.pages = new AtomicInteger(pages);
            this.message = message;
        }

        @Override
        public Descriptor descriptor() {
            if (pages.getAndDecrement() > 0) {
                throw new OutOfMemoryError(message);
            }
            return new Descriptor("late_total", "Late.", MetricType.COUNTER);
        }

        @Override
        public void collect(SampleSink sink) {}
    }
}

package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import java.io.IOException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;

/** Reactive types that Spring adapts to Reactor and back; here, those of the JDK. */
@ExtendWith(OutputCaptureExtension.class)
final class AdaptedResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Work.class);

    private final Work work = context.bean(Work.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);

    interface Named {

        String name();
    }

    static class Work {

        @Measured
        public <T> Flow.Publisher<T> flow(Flow.Publisher<T> body) {
            return body;
        }

        @Measured
        public <T> T any(Supplier<T> body) {
            return body.get();
        }

        @Timed(name = "named_seconds")
        public Named named(Named body) {
            return body;
        }
    }

    @Test
    void aFlowPublisherThatNobodySubscribesToIsNoCall() {
        work.flow(JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a")));

        calls.are(0, 0);
    }

    @Test
    void aFlowPublisherIsMeasuredFromEachSubscriptionToItsEnd() {
        Flow.Publisher<String> measured = work.flow(JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b")));

        for (int i = 0; i < 2; i++) {
            assertThat(JdkFlowAdapter.flowPublisherToFlux(measured)
                            .collectList()
                            .block())
                    .containsExactly("a", "b");
        }

        calls.are(0, 0, "", "");
    }

    @Test
    void aFlowPublisherThatFailsOrIsCancelledHasEnded() {
        JdkFlowAdapter.flowPublisherToFlux(
                        work.flow(JdkFlowAdapter.publisherToFlowPublisher(Flux.error(new IOException("gone")))))
                .onErrorComplete()
                .blockLast();
        JdkFlowAdapter.flowPublisherToFlux(work.flow(JdkFlowAdapter.publisherToFlowPublisher(Flux.never())))
                .subscribe()
                .dispose();

        calls.are(0, 1, "IOException", "CancellationException");
    }

    @Test
    void anObjectThatHappensToBeAPublisherIsReturnedAsItIs() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            assertThat(work.any(() -> publisher)).isSameAs(publisher);
        }
    }

    /** A result that the method's type does not promise to be a publisher. */
    static final class NamedPublisher implements Named, Flow.Publisher<String> {

        @Override
        public String name() {
            return "news";
        }

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {}
    }

    @Test
    void aPublisherThatIsDeclaredAsSomethingElseIsReturnedAsItIsAndEndsTheCall() {
        NamedPublisher publisher = new NamedPublisher();

        assertThat(work.named(publisher)).isSameAs(publisher);

        assertThat(context.scrape().value("named_seconds_count")).isEqualTo(1);
        assertThat(context.errors(Work.class, "named")).isZero();
    }

    static class TooSpecial {

        @Timed
        public SubmissionPublisher<String> submissions() {
            return new SubmissionPublisher<>();
        }

        @Timed
        public ConnectableFlux<String> connectable() {
            return Flux.<String>never().publish();
        }
    }

    @Test
    void aTypeWhoseMeasuredOneWouldBeAnotherIsWarnedAboutAndLeftAlone(CapturedOutput output) {
        try (AspectContext special = AspectContext.of(TooSpecial.class)) {
            special.bean(TooSpecial.class).submissions().close();
            assertThat(special.bean(TooSpecial.class).connectable()).isNotNull();

            assertThat(output)
                    .contains("TooSpecial.submissions: the annotation has no effect")
                    .contains("declare the java.util.concurrent.Flow$Publisher that it is")
                    .contains("declare the reactor.core.publisher.Flux that it is");
            assertThat(special.scrape().hasFamily("method_duration_seconds")).isFalse();
        }
    }
}

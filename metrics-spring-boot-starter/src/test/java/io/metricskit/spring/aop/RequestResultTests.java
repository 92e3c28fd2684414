package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.metricskit.annotation.Timed;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Mono;

/** What handler methods of Spring MVC return for their request to go on with. */
final class RequestResultTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Controller.class);

    private final Controller controller = context.bean(Controller.class);
    private final MeasuredCalls calls = new MeasuredCalls(context);
    private final LaterExecutor executor = new LaterExecutor();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(controller, new ForgetfulController(controller))
            .build();

    @RestController
    static class Controller {

        private @Nullable Object body;

        /** Says what the methods return. */
        void returns(Object result) {
            this.body = result;
        }

        @Measured
        @GetMapping("/deferred")
        public DeferredResult<?> deferred() {
            return (DeferredResult<?>) body;
        }

        @Measured
        @GetMapping("/callable")
        public Callable<?> callable() {
            return (Callable<?>) body;
        }

        @Measured
        @GetMapping("/mono")
        public Mono<?> mono() {
            return (Mono<?>) body;
        }

        @Measured
        @GetMapping("/task")
        public WebAsyncTask<?> task() {
            return (WebAsyncTask<?>) body;
        }

        @Measured
        @GetMapping("/emitter")
        public ResponseBodyEmitter emitter() {
            return (ResponseBodyEmitter) body;
        }

        @Measured
        @GetMapping("/emitter-entity")
        public ResponseEntity<SseEmitter> emitterEntity() {
            return ResponseEntity.ok((SseEmitter) body);
        }

        @Measured
        @GetMapping("/streaming")
        public StreamingResponseBody streaming() {
            return (StreamingResponseBody) body;
        }

        @Measured
        @GetMapping("/streaming-entity")
        public ResponseEntity<StreamingResponseBody> streamingEntity() {
            return ResponseEntity.ok((StreamingResponseBody) body);
        }

        @Measured
        @GetMapping("/entity")
        public ResponseEntity<String> entity() {
            return ResponseEntity.ok((String) body);
        }

        @Timed("recipe_seconds")
        public Callable<String> recipe() {
            return () -> "done";
        }
    }

    /** Calls a handler method of another controller, and answers with something else. */
    @RestController
    static final class ForgetfulController {

        private final Controller other;

        ForgetfulController(Controller other) {
            this.other = other;
        }

        @GetMapping("/forgetful")
        String forget() {
            return "forgot a " + other.deferred().getClass().getSimpleName();
        }
    }

    private MvcResult start(String path, Object result) throws Exception {
        controller.returns(result);
        return mvc.perform(get(path)).andReturn();
    }

    private String finish(MvcResult started) throws Exception {
        return mvc.perform(asyncDispatch(started)).andReturn().getResponse().getContentAsString();
    }

    private interface Event {

        void happens(AsyncListener listener, AsyncEvent event) throws IOException;
    }

    /** Does what a servlet container does when it gives up on an asynchronous request. */
    private static void tell(MvcResult started, Event event) throws IOException {
        MockAsyncContext request = (MockAsyncContext) started.getRequest().getAsyncContext();
        assertThat(request).isNotNull();
        for (AsyncListener listener : List.copyOf(request.getListeners())) {
            event.happens(listener, new AsyncEvent(request, new IOException("the client is gone")));
        }
    }

    @Test
    void aDeferredResultIsMeasuredUntilItIsSet() throws Exception {
        DeferredResult<String> deferred = new DeferredResult<>();

        MvcResult started = start("/deferred", deferred);
        calls.are(1, 0);
        deferred.setResult("done");

        calls.are(0, 0, "done");
        assertThat(finish(started)).isEqualTo("done");
        calls.are(0, 0, "done");
    }

    @Test
    void aDeferredResultThatWasSetBeforeEndsAtOnce() throws Exception {
        DeferredResult<String> deferred = new DeferredResult<>();
        deferred.setResult("done");

        start("/deferred", deferred);

        calls.are(0, 0, "done");
    }

    @Test
    void aDeferredResultThatIsSetToAnErrorIsAFailedCall() throws Exception {
        DeferredResult<String> deferred = new DeferredResult<>();

        start("/deferred", deferred);
        deferred.setErrorResult(new IOException("gone"));

        calls.are(0, 1, "IOException");
    }

    @Test
    void aDeferredResultKeepsTheListenersThatItHas() throws Exception {
        StringBuilder told = new StringBuilder();
        DeferredResult<String> deferred = new DeferredResult<>();
        deferred.onTimeout(() -> told.append("timeout "));
        deferred.onCompletion(() -> told.append("completion "));

        MvcResult started = start("/deferred", deferred);
        tell(started, AsyncListener::onTimeout);
        tell(started, AsyncListener::onComplete);

        assertThat(told).hasToString("timeout completion ");
        calls.are(0, 1, "AsyncRequestTimeoutException");
    }

    @Test
    void aDeferredResultThatTimesOutWithAValueHasSucceeded() throws Exception {
        MvcResult started = start("/deferred", new DeferredResult<>(1000L, "too late"));
        tell(started, AsyncListener::onTimeout);

        calls.are(0, 0, "too late");
    }

    @Test
    void aDeferredResultWhoseClientIsGoneIsAFailedCall() throws Exception {
        MvcResult started = start("/deferred", new DeferredResult<>());
        tell(started, AsyncListener::onError);

        calls.are(0, 1, "IOException");
    }

    @Test
    void aRequestThatCompletesWithoutAResultIsCancelled() throws Exception {
        MvcResult started = start("/deferred", new DeferredResult<>());
        tell(started, AsyncListener::onComplete);

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void aDeferredResultThatNobodyHandlesEndsWithItsRequest() throws Exception {
        controller.returns(new DeferredResult<>());

        assertThat(mvc.perform(get("/forgetful")).andReturn().getResponse().getContentAsString())
                .isEqualTo("forgot a DeferredResult");

        assertThat(context.scrape().value("work_in_progress")).isZero();
    }

    @Test
    void aDeferredResultThatNobodyHandlesIsTheResultOfItsCall() throws Exception {
        controller.returns(new DeferredResult<>() {
            @Override
            public String toString() {
                return "nobody's";
            }
        });

        mvc.perform(get("/forgetful"));

        calls.are(0, 0, "nobody's");
    }

    interface Api {

        @GetMapping("/api")
        DeferredResult<String> fetch();
    }

    @RestController
    static class ApiController implements Api {

        @Override
        @Measured
        public DeferredResult<String> fetch() {
            DeferredResult<String> fetched = new DeferredResult<>();
            fetched.setResult("fetched");
            return fetched;
        }
    }

    @Test
    void aHandlerMayHaveItsMappingFromAnInterface() throws Exception {
        try (AspectContext own = AspectContext.of(ApiController.class)) {
            MockMvcBuilders.standaloneSetup(own.bean(ApiController.class))
                    .build()
                    .perform(get("/api"));

            new MeasuredCalls(own).are(0, 0, "fetched");
        }
    }

    @Test
    void aDeferredResultOutsideARequestIsCountedAsAnError() {
        DeferredResult<String> deferred = new DeferredResult<>();
        controller.returns(deferred);

        assertThat(controller.deferred()).isSameAs(deferred);

        assertThat(context.scrape().value("work_in_progress")).isZero();
        assertThat(context.errors(Controller.class, "deferred")).isEqualTo(3);
    }

    @Test
    void aCallableIsMeasuredUntilItHasRun() throws Exception {
        Callable<String> callable = () -> {
            calls.are(1, 0);
            return "done";
        };

        assertThat(finish(start("/callable", callable))).isEqualTo("done");

        calls.are(0, 0, "done");
    }

    @Test
    void aCallableThatThrowsIsAFailedCall() throws Exception {
        Callable<String> callable = () -> {
            throw new IOException("gone");
        };

        assertThat(start("/callable", callable).getAsyncResult()).isInstanceOf(IOException.class);

        calls.are(0, 1, "IOException");
    }

    @Test
    void aCallableThatNoHandlerReturnsIsAValueLikeAnyOther() {
        assertThat(controller.recipe()).isNotNull();

        assertThat(context.scrape().value("recipe_seconds_count")).isEqualTo(1);
        assertThat(context.errors(Controller.class, "recipe")).isZero();
    }

    @Test
    void aMonoIsMeasuredFromItsSubscriptionToItsValueAlsoIfItHappensToBeACallable() {
        Mono<String> stocked = Mono.just("done");
        assertThat(stocked).isInstanceOf(Callable.class);
        controller.returns(stocked);

        Mono<?> mono = controller.mono();
        calls.are(0, 0);
        assertThat(mono.block()).isEqualTo("done");

        calls.are(0, 0, "done");
    }

    @Test
    void aWebAsyncTaskIsMeasuredUntilItHasRun() throws Exception {
        start("/task", new WebAsyncTask<>(1000L, executor, () -> "done"));
        calls.are(1, 0);
        executor.runNext();

        calls.are(0, 0, "done");
    }

    @Test
    void aTaskThatTheExecutorRejectsIsAFailedCall() throws Exception {
        AsyncTaskExecutor busy = work -> {
            throw new TaskRejectedException("too busy");
        };

        MvcResult started = start("/task", new WebAsyncTask<>(1000L, busy, () -> "done"));
        tell(started, AsyncListener::onComplete);

        calls.are(0, 1, "TaskRejectedException");
    }

    @Test
    void aTaskThatFailsBeforeItsExecutorDoesHasFailedWithItsOwnFailure() throws Exception {
        AsyncTaskExecutor late = work -> {
            work.run();
            throw new TaskRejectedException("too busy");
        };

        start("/task", new WebAsyncTask<>(1000L, late, () -> {
            throw new IOException("gone");
        }));

        calls.are(0, 1, "IOException");
    }

    @Test
    void aTaskThatTimesOutIsAFailedCall() throws Exception {
        MvcResult started = start("/task", new WebAsyncTask<>(1000L, executor, () -> "done"));
        tell(started, AsyncListener::onTimeout);

        calls.are(0, 1, "AsyncRequestTimeoutException");
    }

    @Test
    void aTaskWhoseTimeoutWritesTheResponseItselfHasTimedOut() throws Exception {
        WebAsyncTask<Object> task = new WebAsyncTask<>(1000L, executor, () -> "done");
        task.onTimeout(() -> CallableProcessingInterceptor.RESPONSE_HANDLED);

        MvcResult started = start("/task", task);
        tell(started, AsyncListener::onTimeout);

        calls.are(0, 1, "AsyncRequestTimeoutException");
    }

    @Test
    void aTaskWhoseRequestCompletesWithoutAResultIsCancelled() throws Exception {
        MvcResult started = start("/task", new WebAsyncTask<>(1000L, executor, () -> "done"));
        tell(started, AsyncListener::onComplete);

        calls.are(0, 0, "CancellationException");
    }

    @Test
    void aTaskWhoseClientIsGoneIsAFailedCall() throws Exception {
        MvcResult started = start("/task", new WebAsyncTask<>(1000L, executor, () -> "done"));
        tell(started, AsyncListener::onError);

        calls.are(0, 1, "IOException");
    }

    @Test
    void aTaskWhoseClientIsGoneIsAFailedCallAlsoWhereTheTaskHasAnAnswerToThat() throws Exception {
        WebAsyncTask<String> task = new WebAsyncTask<>(1000L, executor, () -> "done");
        task.onError(() -> "instead");

        MvcResult started = start("/task", task);
        tell(started, AsyncListener::onError);

        calls.are(0, 1, "IOException");
    }

    @Test
    void anEmitterIsMeasuredUntilItCompletes() throws Exception {
        StringBuilder told = new StringBuilder();
        SseEmitter emitter = new SseEmitter();
        emitter.onCompletion(() -> told.append("completion"));

        MvcResult started = start("/emitter", emitter);
        emitter.send("a");
        calls.are(1, 0);
        emitter.complete();

        calls.are(0, 0, "");
        tell(started, AsyncListener::onComplete);
        assertThat(told).hasToString("completion");
        assertThat(started.getResponse().getContentAsString()).isEqualTo("data:a\n\n");
    }

    @Test
    void anEntityWithAnEmitterIsMeasuredUntilThatCompletes() throws Exception {
        SseEmitter emitter = new SseEmitter();

        start("/emitter-entity", emitter);
        calls.are(1, 0);
        emitter.complete();

        calls.are(0, 0, "");
    }

    @Test
    void anEmitterThatCompletesWithAnErrorIsAFailedCall() throws Exception {
        ResponseBodyEmitter emitter = new ResponseBodyEmitter();

        start("/emitter", emitter);
        emitter.completeWithError(new IOException("gone"));

        calls.are(0, 1, "IOException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/streaming", "/streaming-entity"})
    void aStreamedBodyIsMeasuredUntilItIsWritten(String path) throws Exception {
        StreamingResponseBody body = out -> {
            calls.are(1, 0);
            out.write('a');
        };

        assertThat(finish(start(path, body))).isEqualTo("a");

        calls.are(0, 0, "");
    }

    @Test
    void anEntityWithAPlainBodyEndsWhenItIsReturned() throws Exception {
        start("/entity", "done");

        calls.are(0, 0, ResponseEntity.ok("done").toString());
    }
}

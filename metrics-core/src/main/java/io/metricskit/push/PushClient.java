package io.metricskit.push;

import io.metricskit.model.Quoted;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a receiver of pushes, and says of those that fail what went wrong. Safe for use by many threads.
 */
final class PushClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final int IDLE_SECONDS = 1;

    private static final Executor ON_A_NEW_THREAD =
            work -> daemon("metrics-push-end", work).start();

    /** The client of all pushers that there are; its threads end when nobody holds it any more. */
    private static WeakReference<HttpClient> shared = new WeakReference<>(null);

    private final Duration timeout;
    private final HttpClient client = sharedClient();

    /** Its thread ends soon after the last push; that of {@link CompletableFuture#orTimeout} never does. */
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, work -> daemon("metrics-push-timeout", work));

    /** Creates a client whose requests may take so long in all. */
    PushClient(Duration timeout) {
        this.timeout = timeout;
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static synchronized HttpClient sharedClient() {
        HttpClient client = shared.get();
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
            shared = new WeakReference<>(client);
        }
        return client;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends a request in the background.
     *
     * @return fails with a {@link PushException} if the receiver refuses, and with another {@link IOException} if there
     *     is no answer; cancelling it cuts the request
     */
    CompletableFuture<Void> send(HttpRequest request) {
        CompletableFuture<Void> pushed = new CompletableFuture<>();
        Answer answer = new Answer();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request, answer);
        CompletableFuture<HttpResponse<String>> answered = exchange.copy();
        // The client's own timeout ends with the headers, and a body may come as slowly as it likes.
        Future<?> limit;
        try {
            limit = timer.schedule(
                    () -> answered.completeExceptionally(new TimeoutException()),
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (Throwable e) {
            // No request without a limit, such as where there is no memory for the timer's thread.
            exchange.cancel(true);
            throw e;
        }
        // Not on the timer's thread: what follows the push may take its time, or push again and wait for the timer. Nor
        // on the threads that all share, which may be busy for longer than the push may take.
        CompletableFuture<?> ended = answered.whenCompleteAsync(
                (response, failure) -> {
                    limit.cancel(false);
                    // Before the push is completed, since what follows it would run first.
                    exchange.cancel(true);
                    IOException problem = problem(request, answer, failure);
                    if (problem == null) {
                        pushed.complete(null);
                    } else {
                        pushed.completeExceptionally(problem);
                    }
                },
                ON_A_NEW_THREAD);
        // Where there is no memory for that thread; nothing otherwise, since the push is completed by then.
        ended.whenComplete((nothing, failure) -> {
            if (failure != null) {
                pushed.completeExceptionally(failure);
            }
        });
        pushed.whenComplete((nothing, failure) -> exchange.cancel(true));
        return pushed;
    }

    private @Nullable IOException problem(HttpRequest request, Answer answer, Throwable failure) {
        ResponseInfo head = answer.head();
        // The status says what became of the push, also where the text that explains it breaks off.
        return head == null || failure instanceof TimeoutException
                ? noAnswer(request, failure)
                : refusal(request, head, answer.text());
    }

    private static @Nullable PushException refusal(HttpRequest request, ResponseInfo head, String body) {
        int status = head.statusCode();
        if (status / 100 == 2) {
            return null;
        }
        String said = body.isBlank() ? "" : ": " + Quoted.of(body.strip());
        Duration retryAfter = head.headers()
                .firstValue("Retry-After")
                .map(header -> RetryAfter.parse(header, Instant.now()))
                .orElse(null);
        return new PushException(
                subject(request) + ": expected a status of 2xx, but got " + status + said, status, body, retryAfter);
    }

    private IOException noAnswer(HttpRequest request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        IOException problem;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            problem = new HttpTimeoutException(subject(request) + ": no whole answer within "
                    + (cause instanceof TimeoutException ? timeout : CONNECT_TIMEOUT).toMillis() + " ms");
        } else if (cause instanceof ConnectException) {
            problem = new ConnectException(subject(request) + " failed: " + noConnection(cause));
        } else {
            problem = new IOException(subject(request) + " failed: " + Quoted.of(cause));
        }
        problem.initCause(cause);
        return problem;
    }

    /** Returns why there is no connection, which the client's exception only says where it is neither of these. */
    private static String noConnection(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof UnresolvedAddressException) {
                return "there is no such host";
            }
        }
        return Objects.requireNonNullElse(cause.getMessage(), "nobody takes connections there");
    }

    private static String subject(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}

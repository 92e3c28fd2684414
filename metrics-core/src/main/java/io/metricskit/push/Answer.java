package io.metricskit.push;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's answer: status, headers, and the beginning of the body as text. A receiver that sends for ever is not
 * listened to.
 */
final class Answer implements BodyHandler<String>, BodySubscriber<String> {

    private static final int LIMIT = 1024;

    private final byte[] bytes = new byte[LIMIT];
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private volatile @Nullable ResponseInfo head;
    private volatile int length;
    private @Nullable Subscription subscription;

    @Override
    public BodySubscriber<String> apply(ResponseInfo statusAndHeaders) {
        head = statusAndHeaders;
        return this;
    }

    /** Returns the status and the headers, or null as long as they have not come. */
    @Nullable ResponseInfo head() {
        return head;
    }

    /** Returns the body as far as it has come. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        int end = length;
        for (ByteBuffer buffer : buffers) {
            int taken = Math.min(buffer.remaining(), LIMIT - end);
            buffer.get(bytes, end, taken);
            end += taken;
        }
        length = end;
        if (end == LIMIT && subscription != null) {
            subscription.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        onComplete();
    }

    @Override
    public void onComplete() {
        body.complete(text());
    }
}

package io.metricskit.push;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The beginning of a response's body, as text; a receiver that sends for ever is not listened to. */
final class FirstKilobyte implements BodySubscriber<String> {

    private static final int LIMIT = 1024;

    private final byte[] bytes = new byte[LIMIT];
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private int length;
    private @Nullable Subscription subscription;

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
        for (ByteBuffer buffer : buffers) {
            int taken = Math.min(buffer.remaining(), LIMIT - length);
            buffer.get(bytes, length, taken);
            length += taken;
        }
        if (length == LIMIT && subscription != null) {
            subscription.cancel();
            onComplete();
        }
    }

    /** The status has come, which says what became of the push; the text only explains it. */
    @Override
    public void onError(Throwable failure) {
        onComplete();
    }

    @Override
    public void onComplete() {
        body.complete(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
}

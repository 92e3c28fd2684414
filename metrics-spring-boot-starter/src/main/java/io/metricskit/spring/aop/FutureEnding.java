package io.metricskit.spring.aop;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The end of a {@link Future} that takes no listeners. It is followed only if it is done already, as the
 * result of an {@code @Async} method is inside its proxy.
 */
final class FutureEnding implements Ending {

    @Override
    public Object follow(Object result, OpenCall call) {
        Future<?> future = (Future<?>) result;
        if (!future.isDone()) {
            throw new IllegalStateException(
                    "a " + result.getClass().getName() + " does not tell when it ends; a CompletableFuture would");
        }
        if (future.isCancelled()) {
            call.cancel();
        } else {
            endWith(future, call);
        }
        return result;
    }

    private static void endWith(Future<?> done, OpenCall call) {
        try {
            call.succeed(done.get());
        } catch (ExecutionException e) {
            call.fail(e);
        } catch (InterruptedException e) {
            // The flag of this thread was set before, and get() looked at that first.
            Thread.currentThread().interrupt();
            call.succeed(null);
        }
    }
}

package io.metricskit.spring.aop;

import java.util.concurrent.CompletionStage;

/** The end of a {@link CompletionStage}: completion, failure or cancellation. */
final class StageEnding implements Ending {

    @Override
    public Object follow(Object result, OpenCall call) {
        ((CompletionStage<?>) result).whenComplete(call::end);
        return result;
    }
}

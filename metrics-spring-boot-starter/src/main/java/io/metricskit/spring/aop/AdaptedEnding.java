package io.metricskit.spring.aop;

import java.util.function.Supplier;
import org.springframework.core.ReactiveAdapter;

/** The end of other reactive types that Spring turns into those of Reactor and back. */
final class AdaptedEnding extends LazyEnding {

    private final ReactiveAdapter adapter;

    AdaptedEnding(ReactiveAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    Object measured(Object result, Supplier<OpenCall> calls) {
        return adapter.fromPublisher(ReactorEnding.tapped(adapter.toPublisher(result), calls, !adapter.isMultiValue()));
    }
}

package io.metricskit.spring.aop;

import io.metricskit.Counter;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.spring.aop.AnnotatedMetrics.Attributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Counts the exceptions that calls of a method end with, for its {@link CountExceptions} annotations. */
final class FailedCalls extends CallMeasurement {

    private static final boolean COROUTINES = OptionalLibrary.COROUTINES.isPresent();

    private final List<Count> counts;

    FailedCalls(AnnotatedMethod method, AnnotatedMetrics metrics, Problems problems) {
        super(method, metrics.errors());
        MethodVariables variables = new MethodVariables(method, Set.of(MethodVariables.EXCEPTION));
        this.counts = method.all(CountExceptions.class).stream()
                .map(count -> new Count(
                        metrics.series(
                                method,
                                new Attributes(
                                        "@CountExceptions",
                                        count.value(),
                                        count.name(),
                                        "method_exceptions_total",
                                        count.labels()),
                                variables,
                                name -> Counter.builder(name).help(count.help()),
                                problems),
                        List.of(count.include()),
                        List.of(count.exclude())))
                .toList();
    }

    /** A counter, and which exceptions it counts. */
    private record Count(
            AnnotatedSeries<Counter.Child> series,
            List<Class<? extends Throwable>> include,
            List<Class<? extends Throwable>> exclude) {

        boolean counts(Throwable failure) {
            return isIncluded(failure) && exclude.stream().noneMatch(type -> type.isInstance(failure));
        }

        /** A cancellation says that nobody wants the result, not that the call failed; so it has to be asked for. */
        private boolean isIncluded(Throwable failure) {
            if (failure instanceof CancellationException && !(COROUTINES && JobEnding.isTimeout(failure))) {
                return include.stream()
                        .anyMatch(
                                type -> CancellationException.class.isAssignableFrom(type) && type.isInstance(failure));
            }
            return include.isEmpty() || include.stream().anyMatch(type -> type.isInstance(failure));
        }
    }

    @Override
    void end(long startNanos, @Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        for (Count count : counts) {
            try {
                if (count.counts(failure)) {
                    count.series().of(arguments, result, failure).inc();
                }
            } catch (Throwable e) {
                failed(e);
            }
        }
    }
}

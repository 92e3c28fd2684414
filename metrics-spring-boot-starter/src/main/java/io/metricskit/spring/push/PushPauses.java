package io.metricskit.spring.push;

import io.metricskit.push.PushException;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pauses between pushes: the interval, and longer and longer ones while the receiver is not well.
 *
 * <p>Each such failure in a row doubles the longest pause, up to five minutes; the pause is anything between the
 * interval and that, so that the instances of an application do not come back all at once. What the receiver refuses
 * for good (4xx, apart from 429) is no reason to wait: the next push is a new one. For one thread.
 */
final class PushPauses {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Duration interval;
    private final RandomGenerator random;
    private Duration bound;

    PushPauses(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
        this.bound = interval;
    }

    /**
     * Returns how long to wait after a push.
     *
     * @param failure why it failed, null if it did not
     */
    Duration after(@Nullable Throwable failure) {
        if (failure == null || !mayPass(failure)) {
            bound = interval;
            return interval;
        }
        if (bound.compareTo(LONGEST) < 0) {
            bound = shorter(bound.multipliedBy(2), LONGEST);
        }
        long spread = bound.minus(interval).toNanos();
        Duration pause = interval.plusNanos(random.nextLong(spread + 1));
        Duration asked = failure instanceof PushException refusal
                ? shorter(refusal.retryAfter().orElse(Duration.ZERO), LONGEST_ASKED_FOR)
                : Duration.ZERO;
        return asked.compareTo(pause) > 0 ? asked : pause;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof PushException refusal
                ? refusal.status() == TOO_MANY_REQUESTS || refusal.status() / 100 == 5
                : failure instanceof IOException;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

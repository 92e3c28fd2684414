package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.Series;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A series with a count, a sum, and optionally quantiles over a sliding window of time. */
abstract class SummaryStripes extends Series {
    /*
     * Like the blocks of a histogram: a thread enters a stripe by compare-and-set, and goes to another one where it is
     * taken. The observation is appended to the stripe's batch; a full batch is sorted and merged into the sketches,
     * under their lock, and so is a batch whose slice of time has passed. Nobody who holds that lock waits for a stripe.
     */

    private static final VarHandle MORE;

    static {
        try {
            MORE = MethodHandles.lookup().findVarHandle(SummaryStripes.class, "more", SummaryStripe[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int MAX_STRIPES = Runtime.getRuntime().availableProcessors();

    private final NanoClock clock;
    private final @Nullable QuantileTracker tracker;
    private final SummaryStripe first = new SummaryStripe();
    private volatile SummaryStripe @Nullable [] more;

    /**
     * Creates the series.
     *
     * @param tracker tracks the quantiles; null where there are none
     */
    SummaryStripes(LabelNames names, String[] values, NanoClock clock, @Nullable QuantileTracker tracker) {
        super(names, values);
        this.clock = clock;
        this.tracker = tracker;
    }

    /** Adds an observation, which is not NaN. */
    final void add(double value) {
        long now = tracker == null ? 0 : clock.nanos();
        if (more == null && first.enter()) {
            try {
                first.addAndLeave(value, now, tracker);
            } catch (Throwable e) {
                first.taken = 0;
                throw e;
            }
        } else {
            addContended(value, now);
        }
    }

    private void addContended(double value, long now) {
        int probe = System.identityHashCode(Thread.currentThread()) * 0x9E3779B9 >>> 8;
        while (true) {
            SummaryStripe[] others = more;
            int stripes = 1 + (others == null ? 0 : others.length);
            for (int i = 0; i < stripes; i++) {
                int at = (probe + i) % stripes;
                SummaryStripe stripe = at == 0 || others == null ? first : others[at - 1];
                if (stripe.enter()) {
                    try {
                        stripe.addAndLeave(value, now, tracker);
                    } catch (Throwable e) {
                        stripe.taken = 0;
                        throw e;
                    }
                    return;
                }
            }
            if (stripes < MAX_STRIPES) {
                addStripe(others);
            } else {
                Thread.yield();
            }
        }
    }

    private void addStripe(SummaryStripe @Nullable [] others) {
        int length = others == null ? 0 : others.length;
        SummaryStripe[] larger = new SummaryStripe[length + 1];
        if (others != null) {
            System.arraycopy(others, 0, larger, 0, length);
        }
        larger[length] = new SummaryStripe();
        MORE.compareAndSet(this, others, larger);
    }

    /** Takes down the count and the sum of the same observations, and the quantiles of those that are not too old. */
    final void snapshot(SummarySnapshot into) {
        into.count = 0;
        into.sum = 0;
        SummaryStripe[] others = more;
        first.snapshot(into, tracker);
        for (int i = 0; others != null && i < others.length; i++) {
            others[i].snapshot(into, tracker);
        }
        if (tracker != null) {
            tracker.quantiles(clock.nanos(), into.quantiles);
        }
    }
}

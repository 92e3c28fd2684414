package io.metricskit;

import io.metricskit.model.LabelNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series with a count, a sum, and optionally quantiles over a sliding window of time. */
abstract class SummarySeries extends CumulativeSeries {
    /*
     * Stripes like those of a histogram: a thread enters a stripe by compare-and-set, and goes to another one where it
     * is taken; once threads have met in the first stripe, all go to further ones, which are padded. The observation is
     * appended to the stripe's batch; a full batch goes to the sketches, under their lock, and so does one whose slice
     * of time has passed. Nobody who holds that lock waits for a stripe.
     */

    private static final VarHandle MORE = FieldHandle.of(MethodHandles.lookup(), "more", Stripes.class);

    /** The stripes of a series that threads have met in, and hints that name none but these. */
    record Stripes(SummaryStripe[] all, StripeHints hints) {

        /** Returns one stripe more than there are, or the first two. */
        static Stripes more(@Nullable Stripes present) {
            SummaryStripe[] all =
                    present == null ? new SummaryStripe[2] : Arrays.copyOf(present.all, present.all.length + 1);
            for (int i = 0; i < all.length; i++) {
                all[i] = all[i] == null ? SummaryStripe.ofMany() : all[i];
            }
            return new Stripes(all, new StripeHints());
        }
    }

    private final NanoClock clock;
    private final @Nullable QuantileTracker tracker;
    private final SummaryStripe first = SummaryStripe.ofOne();
    private volatile @Nullable Stripes more;

    /** Creates the series, without a tracker where there are no quantiles. */
    SummarySeries(LabelNames names, String[] values, NanoClock clock, @Nullable QuantileTracker tracker) {
        super(names, values);
        this.clock = clock;
        this.tracker = tracker;
    }

    /** Adds an observation, which is not NaN. */
    final void add(double value) {
        add(value, SummaryStripe.NOT_READ);
    }

    /** Adds the seconds from a moment until now, at one reading of the clock. */
    final void addSince(long startNanos) {
        long now = clock.nanos();
        add(Timer.seconds(startNanos, now), now);
    }

    private void add(double value, long now) {
        if (more != null || !first.tryAdd(value, now, clock, tracker)) {
            addContended(value, now);
        }
    }

    private void addContended(double value, long now) {
        int slot = StripeHints.slot();
        int tries = 0;
        while (true) {
            Stripes stripes = more;
            if (stripes == null ? addToFirst(value, now) : addToAny(stripes, slot, value, now)) {
                return;
            }
            if (stripes == null || stripes.all.length < StripeHints.MAX_STRIPES) {
                MORE.compareAndSet(this, stripes, Stripes.more(stripes));
            } else {
                Patience.pause(tries++);
            }
        }
    }

    /** Waits, though only for a while, for a snapshot in the first stripe, or for a thread that is there by chance. */
    private boolean addToFirst(double value, long now) {
        int meetings = 0;
        for (int tries = 0; more == null && Patience.isShort(tries); tries++) {
            if (first.tryAdd(value, now, clock, tracker)) {
                return true;
            }
            if (first.isAdding() && !Patience.isChance(++meetings)) {
                return false;
            }
            Patience.pause(tries);
        }
        return false;
    }

    private boolean addToAny(Stripes stripes, int slot, double value, long now) {
        SummaryStripe[] all = stripes.all;
        int at = stripes.hints.get(slot);
        for (int tries = 0; tries < all.length; tries++) {
            if (all[at].tryAdd(value, now, clock, tracker)) {
                stripes.hints.set(slot, at);
                return true;
            }
            at = at + 1 == all.length ? 0 : at + 1;
        }
        return false;
    }

    /** Takes down the count and the sum of the same observations, and the quantiles of those that are not too old. */
    final void snapshot(SummarySnapshot into) {
        into.count = 0;
        into.sum = 0;
        long now = tracker == null ? SummaryStripe.NOT_READ : into.now(clock);
        Stripes stripes = more;
        first.snapshot(into, now, clock, tracker);
        if (stripes != null) {
            for (SummaryStripe stripe : stripes.all) {
                stripe.snapshot(into, now, clock, tracker);
            }
        }
        if (tracker != null) {
            tracker.quantiles(now, into.quantiles);
        }
    }
}

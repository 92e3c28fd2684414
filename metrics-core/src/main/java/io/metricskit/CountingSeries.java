package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.SampleSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A series with a total that only grows, exact under any number of threads. */
abstract class CountingSeries extends CumulativeSeries {
    /*
     * A series that no two threads meet in is one long in the object itself, raised by compare-and-set. The first one
     * that fails tells of contention, and from then on increments go to stripes beside it. The total is the sum of
     * both; each part only grows, so that no reader ever sees the total fall.
     *
     * Whole amounts up to MAX_STRIPED go that way. Larger whole ones are added to the long, which stops below
     * MAX_WHOLE, so that neither it nor the sum can overflow; all others go to a DoubleAdder.
     */

    private static final VarHandle WHOLE = FieldHandle.of(MethodHandles.lookup(), "whole", long.class);
    private static final VarHandle STRIPES = FieldHandle.of(MethodHandles.lookup(), "stripes", CountStripes.class);

    private static final long MAX_WHOLE = 1L << 62;
    private static final long MAX_STRIPED = 1L << 20;

    private volatile long whole;
    private volatile @Nullable CountStripes stripes;

    CountingSeries(LabelNames names, String[] values) {
        super(names, values);
    }

    final void increment() {
        addStriped(1);
    }

    /** Adds a finite amount that is not negative. */
    final void increase(double amount) {
        long wholeAmount = (long) amount;
        if (wholeAmount != amount) {
            stripes().addFraction(amount);
        } else if (wholeAmount <= MAX_STRIPED) {
            addStriped(wholeAmount);
        } else {
            addLarge(wholeAmount);
        }
    }

    private void addStriped(long amount) {
        CountStripes contended = stripes;
        if (contended == null) {
            long current = whole;
            if (current < MAX_WHOLE && WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
        } else if (contended.tryAdd(amount)) {
            return;
        }
        addPatiently(amount);
    }

    private void addPatiently(long amount) {
        CountStripes contended = stripes();
        for (int tries = 0; !contended.tryAdd(amount); tries++) {
            CountStripes larger = contended.larger();
            if (larger == contended) {
                Patience.pause(tries);
            } else {
                STRIPES.compareAndSet(this, contended, larger);
            }
            contended = stripes();
        }
    }

    private void addLarge(long amount) {
        long current = whole;
        while (current < MAX_WHOLE - amount) {
            if (WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
            current = whole;
        }
        stripes().addFraction(amount);
    }

    private CountStripes stripes() {
        CountStripes present = stripes;
        while (present == null) {
            STRIPES.compareAndSet(this, null, new CountStripes());
            present = stripes;
        }
        return present;
    }

    final double total() {
        CountStripes contended = stripes;
        long wholeTotal = wholeTotal(contended);
        return contended == null ? wholeTotal : wholeTotal + contended.fractions();
    }

    final void collectTotal(SampleSink sink) {
        CountStripes contended = stripes;
        long wholeTotal = wholeTotal(contended);
        double fractions = contended == null ? 0 : contended.fractions();
        if (fractions == 0) {
            sink.sample(this, wholeTotal);
        } else {
            sink.sample(this, wholeTotal + fractions);
        }
    }

    private long wholeTotal(@Nullable CountStripes contended) {
        long held = whole;
        return contended == null ? held : held + contended.sum();
    }
}

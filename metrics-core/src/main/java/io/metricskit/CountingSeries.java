package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.SampleSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A series with a total that only grows, exact under any number of threads. */
abstract class CountingSeries extends CumulativeSeries {
    /*
     * A series that no two threads meet in is one long in the object itself, raised by compare-and-set. The first one
     * that fails tells of contention, and from then on increments go to a LongAdder beside it. The total is the sum of
     * both; each part only grows, so that no reader ever sees the total fall.
     *
     * Whole amounts up to MAX_STRIPED go that way. Larger whole ones are added to the long, which stops below
     * MAX_WHOLE, so that neither it nor the sum can overflow; all others go to a DoubleAdder.
     */

    private static final VarHandle WHOLE = FieldHandle.of(MethodHandles.lookup(), "whole", long.class);

    private static final long MAX_WHOLE = 1L << 62;
    private static final long MAX_STRIPED = 1L << 20;
    private static final double MAX_EXACT = 1L << 53;

    private volatile long whole;
    private volatile @Nullable Stripes stripes;

    CountingSeries(LabelNames names, String[] values) {
        super(names, values);
    }

    final void increment() {
        addStriped(1);
    }

    /** Adds a finite amount that is not negative. */
    final void increase(double amount) {
        long wholeAmount = (long) amount;
        if (wholeAmount != amount || amount > MAX_EXACT) {
            stripes().fractions.add(amount);
        } else if (wholeAmount <= MAX_STRIPED) {
            addStriped(wholeAmount);
        } else {
            addLarge(wholeAmount);
        }
    }

    private void addStriped(long amount) {
        Stripes contended = stripes;
        if (contended == null) {
            long current = whole;
            if (current < MAX_WHOLE && WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
            contended = stripes();
        }
        contended.add(amount);
    }

    private void addLarge(long amount) {
        long current = whole;
        while (current < MAX_WHOLE - amount) {
            if (WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
            current = whole;
        }
        stripes().fractions.add(amount);
    }

    private Stripes stripes() {
        Stripes present = stripes;
        if (present != null) {
            return present;
        }
        synchronized (this) {
            present = stripes;
            if (present == null) {
                present = new Stripes();
                stripes = present;
            }
            return present;
        }
    }

    final double total() {
        Stripes contended = stripes;
        long wholeTotal = wholeTotal(contended);
        return contended == null ? wholeTotal : wholeTotal + contended.fractions.sum();
    }

    final void collectTotal(SampleSink sink) {
        Stripes contended = stripes;
        long wholeTotal = wholeTotal(contended);
        double fractions = contended == null ? 0 : contended.fractions.sum();
        if (fractions == 0) {
            sink.sample(this, wholeTotal);
        } else {
            sink.sample(this, wholeTotal + fractions);
        }
    }

    private long wholeTotal(@Nullable Stripes contended) {
        long held = whole;
        return contended == null ? held : held + contended.sum();
    }

    /** Where contended amounts go, itself rather than an adder behind it, which would be another hop; and fractions. */
    private static final class Stripes extends LongAdder {

        private static final long serialVersionUID = 1;

        final DoubleAdder fractions = new DoubleAdder();
    }
}

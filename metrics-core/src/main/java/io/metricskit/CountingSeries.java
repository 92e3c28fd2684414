package io.metricskit;

import io.metricskit.model.LabelNames;
import io.metricskit.model.SampleSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/** A series with a total that only grows, exact under any number of threads. */
abstract class CountingSeries extends CumulativeSeries {
    /*
     * A series that no two threads meet in is one long in the object itself, raised by compare-and-set. The first one
     * that fails tells of contention, and from then on increments go to stripes beside it. The total is the sum of
     * both; each part only grows, so that no reader ever sees the total fall.
     *
     * Whole amounts up to MAX_STRIPED go that way. Larger ones go to the long as long as there is nothing beside it,
     * and else to a DoubleAdder, as all amounts do that are not whole. It is striped as well, and exact as long as
     * doubles are. The long takes nothing more once it has reached MAX_WHOLE, so that neither it nor the sum can
     * overflow. Stripes weigh half a kilobyte or more and bring a DoubleAdder with them; a series that needs a
     * DoubleAdder before it needs stripes keeps that alone.
     */

    private static final VarHandle WHOLE = FieldHandle.of(MethodHandles.lookup(), "whole", long.class);
    private static final VarHandle MORE = FieldHandle.of(MethodHandles.lookup(), "more", Object.class);

    private static final long MAX_WHOLE = 1L << 62;
    private static final long MAX_STRIPED = 1L << 20;

    private volatile long whole;

    /** Stripes, or a DoubleAdder that is theirs once there are some, or null. */
    private volatile @Nullable Object more;

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
            fractions().add(amount);
        } else if (wholeAmount <= MAX_STRIPED) {
            addStriped(wholeAmount);
        } else {
            addLarge(wholeAmount);
        }
    }

    private void addStriped(long amount) {
        if (more instanceof CountStripes contended) {
            if (contended.tryAdd(amount)) {
                return;
            }
        } else {
            long current = whole;
            if (current < MAX_WHOLE && WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
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
                MORE.compareAndSet(this, contended, larger);
            }
            contended = stripes();
        }
    }

    private void addLarge(long amount) {
        if (more == null) {
            long current = whole;
            if (current < MAX_WHOLE - amount && WHOLE.compareAndSet(this, current, current + amount)) {
                return;
            }
        }
        fractions().add(amount);
    }

    private CountStripes stripes() {
        while (true) {
            Object present = more;
            if (present instanceof CountStripes stripes) {
                return stripes;
            }
            DoubleAdder fractions = present instanceof DoubleAdder adder ? adder : new DoubleAdder();
            MORE.compareAndSet(this, present, new CountStripes(fractions));
        }
    }

    private DoubleAdder fractions() {
        while (true) {
            Object present = more;
            if (present instanceof CountStripes stripes) {
                return stripes.fractions();
            }
            if (present instanceof DoubleAdder fractions) {
                return fractions;
            }
            MORE.compareAndSet(this, null, new DoubleAdder());
        }
    }

    final double total() {
        Object present = more;
        long wholeTotal = wholeTotal(present);
        return wholeTotal + fractions(present);
    }

    final void collectTotal(SampleSink sink) {
        Object present = more;
        long wholeTotal = wholeTotal(present);
        double fractions = fractions(present);
        if (fractions == 0) {
            sink.sample(this, wholeTotal);
        } else {
            sink.sample(this, wholeTotal + fractions);
        }
    }

    private long wholeTotal(@Nullable Object present) {
        long held = whole;
        return present instanceof CountStripes stripes ? held + stripes.sum() : held;
    }

    private static double fractions(@Nullable Object present) {
        if (present instanceof CountStripes stripes) {
            return stripes.fractions().sum();
        }
        return present instanceof DoubleAdder fractions ? fractions.sum() : 0;
    }
}

package io.metricskit.benchmarks;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Latencies in seconds, exponentially distributed around 0.2, so that they fall into most of the default buckets. */
@State(Scope.Thread)
public class Observations {

    private static final int COUNT = 1024;
    private static final double MEAN = 0.2;

    private final double[] values =
            new Random(42).doubles(COUNT).map(x -> -MEAN * Math.log(1 - x)).toArray();

    private int index;

    /** Returns the next value, beginning again after the last. */
    public double next() {
        return values[index++ & (COUNT - 1)];
    }
}

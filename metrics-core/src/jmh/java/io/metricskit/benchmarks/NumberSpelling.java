package io.metricskit.benchmarks;

import io.metricskit.encoding.ByteWriter;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Spelling a number: as bytes into a buffer, and as the string that rivals then encode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NumberSpelling {

    private static final int COUNT = 1024;

    @Param({"WHOLE", "SHORT", "LONG"})
    Digits digits;

    private final double[] values = new double[COUNT];
    private final ByteWriter writer = new ByteWriter();
    private int index;

    @Setup
    public void prepare() {
        writer.attach(OutputStream.nullOutputStream());
        Random random = new Random(42);
        for (int i = 0; i < COUNT; i++) {
            values[i] = digits.of.applyAsDouble(random.nextDouble());
        }
    }

    @Benchmark
    public void metricskit() {
        writer.value(next());
    }

    @Benchmark
    public String doubleToString() {
        return Double.toString(next());
    }

    private double next() {
        return values[index++ & (COUNT - 1)];
    }

    /** How many digits the numbers have. */
    public enum Digits {
        /** Whole numbers below a million. */
        WHOLE(x -> Math.floor(x * 1e6)),

        /** Three decimals. */
        SHORT(x -> Math.floor(x * 1e6) / 1e3),

        /** 15 to 17 digits. */
        LONG(x -> x * 100);

        private final DoubleUnaryOperator of;

        Digits(DoubleUnaryOperator of) {
            this.of = of;
        }
    }
}

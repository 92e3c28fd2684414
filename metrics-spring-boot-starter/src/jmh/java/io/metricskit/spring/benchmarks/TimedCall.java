package io.metricskit.spring.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Calling a method of a Spring bean through a proxy that times it, or only passes it on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimedCall {

    @Param({"metricskit", "bareProxy", "micrometer"})
    String library;

    private AnnotationConfigApplicationContext context;
    private PriceService prices;

    @Setup
    public void start() {
        context = new AnnotationConfigApplicationContext(
                switch (library) {
                    case "metricskit" -> TimedByMetricskit.class;
                    case "bareProxy" -> PassedOn.class;
                    case "micrometer" -> TimedByMicrometer.class;
                    default ->
                        throw new IllegalArgumentException(
                                "expected metricskit, bareProxy or micrometer, got " + library);
                });
        prices = context.getBean(PriceService.class);
    }

    @TearDown
    public void stop() {
        context.close();
    }

    @Benchmark
    public int call() {
        return prices.price(7);
    }
}

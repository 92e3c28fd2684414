package io.metricskit.spring.benchmarks;

import io.metricskit.benchmarks.report.BenchmarkRun;
import io.metricskit.benchmarks.report.Contender;
import io.metricskit.benchmarks.report.Group;
import io.metricskit.benchmarks.report.JmhCase;
import java.util.List;

/** The benchmarks of the starter, and the program that runs them all and writes the report. */
final class StarterBenchmarks {

    private StarterBenchmarks() {}

    public static void main(String[] arguments) throws Exception {
        JmhCase call = JmhCase.of("call", TimedCall.class);
        Group annotated = new Group(
                "Annotated methods",
                """
                Time and bytes allocated of one call of an annotated method, which itself takes no time; then what the \
                annotation adds to a proxy that only passes the call on. Each library with its defaults: ours keeps a \
                summary of three quantiles, Micrometer a count, a sum and a maximum.""",
                List.of(
                        new Contender("metricskit", "`@Timed` of metricskit"),
                        new Contender("bareProxy", "bare proxy"),
                        new Contender("micrometer", "`TimedAspect` of Micrometer")),
                List.of(new AddedCase(call, "bareProxy"), new AddedCase(call.threads(2), "bareProxy")));
        new BenchmarkRun(arguments, System.out).run("metrics-spring-boot-starter", List.of(annotated));
    }
}

package io.metricskit.spring.benchmarks;

import io.metricskit.benchmarks.report.BenchmarkRun;
import io.metricskit.benchmarks.report.Contender;
import io.metricskit.benchmarks.report.Group;
import io.metricskit.benchmarks.report.JmhCase;
import io.metricskit.spring.benchmarks.StartupCase.Application;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The benchmarks of the starter, and the program that runs them all and writes the report. */
final class StarterBenchmarks {

    private StarterBenchmarks() {}

    public static void main(String[] arguments) throws Exception {
        new BenchmarkRun(arguments, System.out)
                .run("metrics-spring-boot-starter", List.of(annotatedMethods(), startUp()));
    }

    private static Group annotatedMethods() {
        JmhCase call = JmhCase.of("call", TimedCall.class);
        return new Group(
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
    }

    private static Group startUp() {
        ClassPaths classPaths = new ClassPaths();
        Map<String, Application> applications = new LinkedHashMap<>();
        applications.put("starter", new Application(classPaths.withStarter(), "/metrics"));
        applications.put("neither", new Application(classPaths.withNeither(), null));
        applications.put("actuator", new Application(classPaths.withActuator(), "/actuator/prometheus"));
        applications.put("actuatorAop", new Application(classPaths.withActuatorAndAop(), "/actuator/prometheus"));
        return new Group(
                "Start-up",
                """
                Time from the launch of a Spring MVC application's process until it is ready, what the metrics add to \
                that, and time of the first scrape after it. The applications differ in their class path only. Two of \
                their methods are annotated for both libraries, which Micrometer heeds only with Spring AOP; the \
                starter brings that with it.""",
                List.of(
                        new Contender("starter", "the starter"),
                        new Contender("neither", "no metrics"),
                        new Contender("actuator", "Actuator and Micrometer"),
                        new Contender("actuatorAop", "Actuator, Micrometer and AOP")),
                List.of(new AddedCase(new StartupCase(applications), "neither")));
    }
}

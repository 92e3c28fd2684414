package io.metricskit.spring.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class paths of one Spring MVC application: with the starter, with Actuator and Micrometer, and with neither. */
final class ClassPaths {

    /** What the starter has on its class path although it does not ask applications to have it. */
    private static final List<String> OPTIONAL = List.of(
            "spring-webflux",
            "reactor-core",
            "reactive-streams",
            "micrometer-tracing",
            "context-propagation",
            "opentelemetry-",
            "rxjava",
            "kotlin",
            "annotations-");

    private static final List<String> AOP = List.of("spring-boot-starter-aop", "aspectjweaver");
    private static final List<String> STARTER = List.of("metrics-core");
    private static final List<String> ACTUATOR = List.of(
            "spring-boot-starter-actuator",
            "spring-boot-actuator",
            "micrometer-",
            "prometheus-metrics-",
            "HdrHistogram",
            "LatencyUtils");

    private final List<Path> benchmarks = paths(System.getProperty("java.class.path"));
    private final List<Path> runtime = paths(System.getProperty("benchmarks.runtime"));
    private final Path starter = Path.of(System.getProperty("benchmarks.jar"));

    /** The starter is a jar here as it is for applications: a directory would be searched for every class behind it. */
    String withStarter() {
        return joined(runtime.stream()
                .filter(isOneOf(OPTIONAL).negate())
                .map(library -> library.toFile().isDirectory() ? starter : library));
    }

    String withNeither() {
        return joined(plain());
    }

    String withActuator() {
        return joined(Stream.concat(plain(), actuator()));
    }

    String withActuatorAndAop() {
        return joined(Stream.concat(
                plain(), Stream.concat(actuator(), benchmarks.stream().filter(isOneOf(AOP)))));
    }

    private Stream<Path> actuator() {
        return benchmarks.stream()
                .filter(isOneOf(ACTUATOR).and(isOneOf(OPTIONAL).negate()));
    }

    /** What a Spring MVC application has anyway. The module itself is the only directory on its runtime class path. */
    private Stream<Path> plain() {
        return runtime.stream()
                .filter(path -> !path.toFile().isDirectory())
                .filter(isOneOf(OPTIONAL).or(isOneOf(AOP)).or(isOneOf(STARTER)).negate());
    }

    private String joined(Stream<Path> libraries) {
        return Stream.concat(Stream.of(benchmarks.get(0)), libraries)
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Predicate<Path> isOneOf(List<String> beginnings) {
        return path -> beginnings.stream().anyMatch(path.getFileName().toString()::startsWith);
    }

    private static List<Path> paths(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
    }
}

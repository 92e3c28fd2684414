package io.metricskit;

import io.metricskit.testkit.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run of an example program as the user guide runs it, in a process of its own. */
final class ExampleProgram implements AutoCloseable {

    static final Path FOLDER = Path.of("src", "examples", "java");

    private static final String CLASSES = Path.of("target", "classes").toString();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVING = "Serving prometheus metrics on: ";

    private final Process process;
    private final Path output;

    private ExampleProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs a program with nothing else on the class path than the library. */
    static ExampleProgram start(String name, String... arguments) {
        return start(List.of("-cp", CLASSES), name, arguments);
    }

    /** Runs a program with nothing else on the module path than the library. */
    static ExampleProgram startOnModulePath(String name, String... arguments) {
        return start(List.of("-p", CLASSES, "--add-modules", "io.metricskit"), name, arguments);
    }

    private static ExampleProgram start(List<String> path, String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(path);
        command.add(FOLDER.resolve(name + ".java").toString());
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(name, ".txt");
            return new ExampleProgram(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program serves its metrics, and returns where. */
    URI metricsUrl() {
        String printed = Polling.until("an address is printed", LIMIT, this::output, text -> {
            if (!process.isAlive()) {
                throw new AssertionError("the program has ended: " + text);
            }
            return text.contains(SERVING) && text.endsWith("\n");
        });
        String line = printed.lines()
                .filter(each -> each.startsWith(SERVING))
                .findFirst()
                .orElseThrow();
        return URI.create(line.substring(SERVING.length()));
    }

    /** Waits for the end of a program that succeeds, and returns what it printed. */
    String outputAtEnd() {
        Polling.until("the program ends", LIMIT, process::isAlive, alive -> !alive);
        if (process.exitValue() != 0) {
            throw new AssertionError("the program has failed: " + output());
        }
        return output();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.delete(output);
    }
}

package io.metricskit.spring.benchmarks;

import io.metricskit.spring.benchmarks.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of {@link Shop} from its launch on. */
final class StartedShop implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final int OK = 200;

    private final Process process;
    private final String port;
    private final double startMillis;

    /** Launches it, and returns when it is ready. */
    StartedShop(String classPath) throws IOException {
        long launched = System.nanoTime();
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        classPath,
                        Shop.class.getName(),
                        "--server.port=0",
                        "--management.endpoints.web.exposure.include=prometheus",
                        "--management.observations.annotations.enabled=true")
                .redirectError(Redirect.INHERIT)
                .start();
        this.port = portOf(process);
        this.startMillis = millisSince(launched);
    }

    private static String portOf(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder log = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(Shop.READY)) {
                return line.substring(Shop.READY.length());
            }
            log.append(line).append('\n');
        }
        throw new IllegalStateException("expected the application to become ready, but it ended and said: " + log);
    }

    /** Returns the time from the launch until the application was ready, in milliseconds. */
    double startMillis() {
        return startMillis;
    }

    /** Returns how long a request takes, in milliseconds. */
    double requestMillis(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        long sent = System.nanoTime();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        double millis = millisSince(sent);
        if (response.statusCode() != OK) {
            throw new IllegalStateException(
                    path + ": expected status 200, got " + response.statusCode() + ": " + response.body());
        }
        return millis;
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS_PER_MILLISECOND;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

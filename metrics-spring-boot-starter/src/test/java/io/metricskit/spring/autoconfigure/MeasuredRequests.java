package io.metricskit.spring.autoconfigure;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The metrics of requests that a running application shows. */
final class MeasuredRequests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** As many requests as Tomcat answers on one connection. */
    private static final int PIPELINED = 100;

    private final RunningApplication application;
    private final String metricsPath;

    MeasuredRequests(RunningApplication application) {
        this(application, "/metrics");
    }

    MeasuredRequests(RunningApplication application, String metricsPath) {
        this.application = application;
        this.metricsPath = metricsPath;
    }

    /**
     * Waits until some requests have ended, since the client has its response before the server is done with it.
     *
     * @param expected each as method, route, status, error (where there was one) and how many there were
     */
    void await(String... expected) {
        List<String> sorted = List.of(expected).stream().sorted().toList();
        Polling.until("the requests " + sorted, LIMIT, this::ended, sorted::equals);
        awaitNoneActive();
    }

    void awaitNoneActive() {
        awaitActive(0);
    }

    void awaitActive(int number) {
        Polling.until(number + " requests in progress", LIMIT, this::active, active -> active == number);
    }

    List<String> ended() {
        return scrape().samples("http_server_request_duration_seconds_count").stream()
                .map(sample ->
                        sample.labels().stream().map(label -> label.value()).collect(Collectors.joining(" ")) + ": "
                                + sample.rawValue())
                .sorted()
                .toList();
    }

    private double active() {
        return scrape().samples("http_server_active_requests").stream()
                .mapToDouble(Sample::value)
                .sum();
    }

    TextExposition scrape() {
        return application.scrape(metricsPath);
    }

    /** Sends requests with methods and paths of which there are no two alike, each of which must be answered with 404. */
    void sendUnheardOf(int methods, int paths) throws IOException {
        List<String> lines = Stream.concat(
                        IntStream.range(0, methods).mapToObj(i -> "M" + i + " /m" + i),
                        IntStream.range(0, paths).mapToObj(i -> "GET /p" + i + "/q?r=" + i))
                .toList();
        for (int i = 0; i < lines.size(); i += PIPELINED) {
            String all = lines.subList(i, Math.min(i + PIPELINED, lines.size())).stream()
                    .map(line -> line + " HTTP/1.1\nHost: a\n")
                    .collect(Collectors.joining("\n", "", "Connection: close\n\n"));
            if (!application.exchange(all).startsWith("HTTP/1.1 404")) {
                throw new AssertionError("expected 404 for " + lines.get(i));
            }
        }
    }

    /** Begins a request and goes away: at once, or after the first byte of the response. */
    void abort(String request, boolean afterTheFirstByte) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", application.port())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            if (afterTheFirstByte && socket.getInputStream().read() != 'H') {
                throw new AssertionError("expected a response to " + request);
            }
            socket.setSoLinger(true, 0);
        }
    }
}

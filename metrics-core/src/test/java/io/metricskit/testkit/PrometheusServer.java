package io.metricskit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A real Prometheus server for one test: a process of its own on a free loopback port, with an empty data directory.
 *
 * <p>Starting returns when the server says that it is ready, about 5 s before its first scrape (no flag of 2.42
 * shortens that); closing kills it and deletes its directory, and so does the end of the JVM. A test that starts one
 * where none is installed is skipped or fails, see {@link RealTools}. Failures to start and to await are
 * {@link AssertionError}s that end with the server's log.
 *
 * <p>Threads may share it.
 */
public final class PrometheusServer implements AutoCloseable {
    /** The flag with which the server keeps exemplars. */
    public static final String EXEMPLARS = "--enable-feature=exemplar-storage";

    /** The flag with which the server asks for protobuf before all others, and reads native histograms. */
    public static final String PROTOBUF_FIRST = "--enable-feature=native-histograms";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PrometheusProcess process;
    private final URI address;

    private PrometheusServer(PrometheusProcess process) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + process.port());
    }

    /**
     * Starts a server that scrapes this URL, which has no query, twice a second under the job {@code test}.
     *
     * @param flags further command line flags, such as {@code --enable-feature=native-histograms}
     */
    public static PrometheusServer scraping(URI target, String... flags) {
        if (target.getRawQuery() != null) {
            throw new IllegalArgumentException("target must have no query, got " + target);
        }
        return start("""
                global:
                  scrape_interval: 500ms
                  scrape_timeout: 500ms
                scrape_configs:
                  - job_name: test
                    scheme: %s
                    metrics_path: %s
                    static_configs:
                      - targets: ["%s"]
                """.formatted(target.getScheme(), target.getRawPath(), target.getRawAuthority()), flags);
    }

    /** Starts a server with the configuration in this file, of which it takes a copy. */
    public static PrometheusServer start(Path configuration, String... flags) {
        try {
            return start(Files.readString(configuration), flags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server with the text of a {@code prometheus.yml}. */
    public static PrometheusServer start(String configuration, String... flags) {
        Path executable = RealTools.prometheus();
        PrometheusServer server;
        try {
            server = new PrometheusServer(new PrometheusProcess(executable, configuration, List.of(flags)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            server.await("Prometheus ready", LIMIT, server::isReadyOrDead, Boolean::booleanValue);
            return server;
        } catch (AssertionError | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private boolean isReadyOrDead() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended before it was ready");
        }
        return ScrapeClient.get(address.resolve("/-/ready")).statusCode() == 200;
    }

    /** The base URL of the server. */
    public URI address() {
        return address;
    }

    /** The result of an instant query whose answer is a vector of floats. */
    public List<Series> query(String promql) {
        Map<?, ?> data = (Map<?, ?>) api("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
        if (!"vector".equals(data.get("resultType"))) {
            throw new AssertionError("expected a vector from " + promql + ", got " + data);
        }
        List<Series> result = new ArrayList<>();
        for (Object element : list(data.get("result"))) {
            Map<?, ?> series = (Map<?, ?>) element;
            if (!series.containsKey("value")) {
                throw new AssertionError("expected floats from " + promql + ", got " + series);
            }
            Object value = list(series.get("value")).get(1);
            result.add(new Series(strings(series.get("metric")), number(String.valueOf(value))));
        }
        return List.copyOf(result);
    }

    /** The targets that are being scraped. */
    public List<Target> targets() {
        Map<?, ?> data = (Map<?, ?>) api("/api/v1/targets?state=active");
        return list(data.get("activeTargets")).stream()
                .map(PrometheusServer::target)
                .toList();
    }

    /** What the server remembers of every family, by name, with one entry for each different definition. */
    public Map<String, List<Metadata>> metadata() {
        Map<String, List<Metadata>> metadata = new LinkedHashMap<>();
        ((Map<?, ?>) api("/api/v1/metadata"))
                .forEach((family, entries) -> metadata.put(
                        String.valueOf(family),
                        list(entries).stream().map(PrometheusServer::metadata).toList()));
        return metadata;
    }

    /** The exemplars of the series that the query names; the server must run with {@link #EXEMPLARS}. */
    public List<SeriesExemplar> exemplars(String promql) {
        String query = URLEncoder.encode(promql, StandardCharsets.UTF_8);
        List<SeriesExemplar> exemplars = new ArrayList<>();
        for (Object element : list(api("/api/v1/query_exemplars?query=" + query + "&start=0&end=9999999999"))) {
            Map<?, ?> series = (Map<?, ?>) element;
            for (Object each : list(series.get("exemplars"))) {
                Map<?, ?> exemplar = (Map<?, ?>) each;
                exemplars.add(new SeriesExemplar(
                        strings(series.get("seriesLabels")),
                        strings(exemplar.get("labels")),
                        number(String.valueOf(exemplar.get("value"))),
                        (Double) exemplar.get("timestamp")));
            }
        }
        return List.copyOf(exemplars);
    }

    /**
     * The {@code data} of an answer of the HTTP API, as maps, lists, strings, doubles, booleans and null.
     *
     * @param pathAndQuery such as {@code /api/v1/labels}, escaped
     */
    public Object api(String pathAndQuery) {
        HttpResponse<byte[]> response = ScrapeClient.get(URI.create(address + pathAndQuery));
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() == 200 && Json.parse(body) instanceof Map<?, ?> answer) {
            Object data = answer.get("data");
            if (data != null) {
                return data;
            }
        }
        throw new AssertionError("GET " + pathAndQuery + ": status " + response.statusCode() + ": " + body);
    }

    /** Waits until there are targets and all of them are up. */
    public List<Target> awaitTargetUp() {
        return await(
                "all targets up",
                LIMIT,
                this::targets,
                targets -> !targets.isEmpty()
                        && targets.stream().allMatch(target -> target.health().equals("up")));
    }

    /** Waits until the query gives exactly one series, and that has this value. */
    public void awaitQuery(String promql, double expected, Duration limit) {
        await(
                promql + " = " + expected,
                limit,
                () -> query(promql),
                result -> result.size() == 1 && Double.compare(result.get(0).value(), expected) == 0);
    }

    /** Kills the server and deletes its directory. */
    @Override
    public void close() {
        process.end();
    }

    Path directory() {
        return process.directory();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private <T> T await(String what, Duration limit, Supplier<T> attempt, Predicate<T> accepted) {
        try {
            return Polling.until(what, limit, attempt, accepted);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + process.log(), e);
        }
    }

    private static Target target(@Nullable Object element) {
        Map<?, ?> target = (Map<?, ?>) element;
        return new Target(
                String.valueOf(target.get("scrapeUrl")),
                String.valueOf(target.get("health")),
                String.valueOf(target.get("lastError")),
                strings(target.get("labels")));
    }

    private static Metadata metadata(@Nullable Object element) {
        Map<String, String> entry = strings(element);
        return new Metadata(entry.get("type"), entry.get("help"), entry.get("unit"));
    }

    private static List<?> list(@Nullable Object array) {
        return (List<?>) array;
    }

    private static Map<String, String> strings(@Nullable Object object) {
        Map<String, String> strings = new LinkedHashMap<>();
        ((Map<?, ?>) object).forEach((name, value) -> strings.put(String.valueOf(name), String.valueOf(value)));
        return strings;
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    /**
     * One series of a query's result.
     *
     * @param labels all labels, {@code __name__} among them where the query keeps it
     * @param value the value at the time of the query
     */
    public record Series(Map<String, String> labels, double value) {}

    /**
     * One exemplar.
     *
     * @param series the labels of its series, {@code __name__} among them
     * @param labels its own labels
     * @param value its value
     * @param timestamp seconds since the epoch; of the scrape, if it had no time of its own
     */
    public record SeriesExemplar(
            Map<String, String> series, Map<String, String> labels, double value, double timestamp) {}

    /**
     * One scrape target.
     *
     * @param scrapeUrl the URL that is scraped
     * @param health {@code up}, {@code down} or {@code unknown}
     * @param lastError why the last scrape failed; empty if it did not
     * @param labels the labels that every series of the target gets
     */
    public record Target(String scrapeUrl, String health, String lastError, Map<String, String> labels) {}

    /**
     * One definition of a family.
     *
     * @param type the word of the TYPE line
     * @param help the unescaped text of the HELP line; empty if there is none
     * @param unit the unit, which the text format never gives
     */
    public record Metadata(String type, String help, String unit) {}
}

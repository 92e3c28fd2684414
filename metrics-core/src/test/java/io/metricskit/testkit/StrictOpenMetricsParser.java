package io.metricskit.testkit;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The OpenMetrics parser of Python's prometheus_client: the second opinion on OpenMetrics text, and the strictest there
 * is beside {@link OpenMetricsExposition}.
 *
 * <p>It demands the end marker, the suffixes, the grouping, and what each type allows as values. Version 0.16 of
 * Debian 12 knows no quoted names, stumbles over a closing brace in the labels of an exemplar, and reads {@code -0} as 0.
 *
 * <p>One process is started at the first use, serves every call, and ends with the JVM. Threads may share it, one after
 * another.
 */
public final class StrictOpenMetricsParser {
    /** Answers a length of four bytes and a body with a line of JSON, again and again, until its input ends. */
    private static final String PROGRAM = """
            import json, struct, sys
            from prometheus_client.openmetrics.parser import text_string_to_metric_families

            def number(value):
                return str(float(value)).replace("inf", "Infinity").replace("nan", "NaN")

            def time(value):
                return None if value is None else number(value)

            def exemplar(value):
                return value and [value.labels, number(value.value), time(value.timestamp)]

            def answer(body):
                try:
                    families = list(text_string_to_metric_families(body.decode("utf-8")))
                except Exception as e:
                    return {"error": type(e).__name__ + ": " + str(e)}
                return {"samples": [
                    [s.name, s.labels, number(s.value), time(s.timestamp), exemplar(s.exemplar)]
                    for f in families for s in f.samples]}

            while True:
                length = sys.stdin.buffer.read(4)
                if not length:
                    break
                body = sys.stdin.buffer.read(struct.unpack(">i", length)[0])
                print(json.dumps(answer(body)), flush=True)
            """;

    private static @Nullable StrictOpenMetricsParser running;

    private final DataOutputStream toProgram;
    private final BufferedReader fromProgram;

    private StrictOpenMetricsParser(Path python) throws IOException {
        Process process = new ProcessBuilder(python.toString(), "-c", PROGRAM)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        toProgram = new DataOutputStream(process.getOutputStream());
        fromProgram = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Whether Python and its prometheus_client are there; fails, rather than to answer no, where tools are required. */
    public static synchronized boolean installed() {
        return running != null || RealTools.hasPythonWithPrometheusClient();
    }

    /**
     * The samples of a body that the parser accepts, in order; skips or fails the test if there is no parser.
     *
     * @throws AssertionError with what the parser says, if it refuses the body
     */
    public static synchronized List<Sample> parse(byte[] body) {
        try {
            if (running == null) {
                running = new StrictOpenMetricsParser(RealTools.pythonWithPrometheusClient());
            }
            return running.ask(body);
        } catch (IOException e) {
            running = null;
            throw new UncheckedIOException(e);
        }
    }

    private List<Sample> ask(byte[] body) throws IOException {
        toProgram.writeInt(body.length);
        toProgram.write(body);
        toProgram.flush();
        String line = fromProgram.readLine();
        if (line == null) {
            throw new IOException("the parser ended without an answer");
        }
        Map<?, ?> answer = (Map<?, ?>) Json.parse(line);
        if (!(answer.get("samples") instanceof List<?> samples)) {
            throw new AssertionError(answer.get("error") + ", in:\n" + new String(body, StandardCharsets.UTF_8));
        }
        List<Sample> read = new ArrayList<>();
        for (Object sample : samples) {
            read.add(sample((List<?>) sample, read.size() + 1));
        }
        return read;
    }

    private static Sample sample(List<?> fields, int position) {
        String value = (String) fields.get(2);
        OptionalDouble seconds = seconds(fields.get(3));
        return new Sample(
                (String) fields.get(0),
                labels(fields.get(1)),
                Double.parseDouble(value),
                value,
                seconds.isPresent()
                        ? OptionalLong.of((long) Math.floor(seconds.getAsDouble() * 1000))
                        : OptionalLong.empty(),
                exemplar(fields.get(4)),
                position);
    }

    private static Optional<Exemplar> exemplar(@Nullable Object exemplar) {
        return exemplar instanceof List<?> fields
                ? Optional.of(new Exemplar(
                        labels(fields.get(0)), Double.parseDouble((String) fields.get(1)), seconds(fields.get(2))))
                : Optional.empty();
    }

    private static OptionalDouble seconds(@Nullable Object time) {
        return time == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble((String) time));
    }

    private static List<Label> labels(@Nullable Object labels) {
        List<Label> read = new ArrayList<>();
        ((Map<?, ?>) labels).forEach((name, value) -> read.add(new Label((String) name, (String) value)));
        return read;
    }
}

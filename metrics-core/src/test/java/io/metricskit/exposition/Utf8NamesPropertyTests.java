package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Registry;
import io.metricskit.model.Labels;
import io.metricskit.testkit.ExpositionBody;
import io.metricskit.testkit.OpenMetricsExposition;
import io.metricskit.testkit.ProtobufExposition;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.StrictOpenMetricsParser;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names of any characters, in every format and every escaping. */
final class Utf8NamesPropertyTests {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyFormatWritesTheSameNamesInEachEscaping(
            @ForAll("names") List<String> names, @ForAll("labelNames") String labelName, @ForAll EscapingScheme scheme)
            throws IOException {
        Registry registry = registryOf(names, labelName);
        String escaping = ";escaping=" + scheme.parameter();

        NegotiatedFormat text = ExpositionFormat.negotiate("text/plain;version=1.0.0" + escaping);
        NegotiatedFormat openMetrics = ExpositionFormat.negotiate("application/openmetrics-text" + escaping);
        NegotiatedFormat protobuf = ExpositionFormat.negotiate(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
                        + escaping);
        Map<Map.Entry<String, Map<String, String>>, Double> points =
                points(TextExposition.checkedUtf8(text.contentType(), written(registry, text)));

        byte[] body = written(registry, openMetrics);
        assertThat(points(OpenMetricsExposition.checked(openMetrics.contentType(), body)))
                .isEqualTo(points);
        assertThat(points(ProtobufExposition.checked(protobuf.contentType(), written(registry, protobuf))))
                .isEqualTo(points);
        if (scheme == EscapingScheme.ALLOW_UTF_8) {
            assertThat(points).containsKey(Map.entry(names.get(0) + "_total", Map.of(labelName, "v")));
        } else if (StrictOpenMetricsParser.installed()) {
            assertThat(StrictOpenMetricsParser.parse(body)).hasSize(points.size());
        }
    }

    private static Registry registryOf(List<String> names, String labelName) {
        Registry registry = Registry.builder().utf8Names(true).build();
        Labels labels = Labels.utf8(labelName, "v");
        Counter.builder(names.get(0) + "_total").help("A.").register(registry).inc(labels);
        Gauge.builder(names.get(1)).help("B.").register(registry).set(labels, -1);
        Histogram.builder(names.get(2)).help("C.").register(registry).observe(labels, 3);
        return registry;
    }

    private static byte[] written(Registry registry, NegotiatedFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(registry).write(format, out);
        return out.toByteArray();
    }

    private static Map<Map.Entry<String, Map<String, String>>, Double> points(ExpositionBody body) {
        return body.samples().stream()
                .collect(Collectors.toMap(sample -> Map.entry(sample.name(), sample.labelMap()), Sample::value));
    }

    /** Three names that stay apart in every escaping. */
    @Provide
    Arbitrary<List<String>> names() {
        return texts().list()
                .ofSize(3)
                .map(texts -> List.of("a" + texts.get(0), "b" + texts.get(1), "c" + texts.get(2)));
    }

    @Provide
    Arbitrary<String> labelNames() {
        return texts().map(text -> "x" + text);
    }

    private static Arbitrary<String> texts() {
        Arbitrary<Character> special = Arbitraries.of('"', '\\', '\n', '.', '_', ':', '{', ' ', '花', '#', '-', '1');
        return Arbitraries.oneOf(special, Arbitraries.chars().range('a', 'c'))
                .array(char[].class)
                .ofMaxSize(5)
                .map(String::new)
                .map(text -> text.replace("花", "花😱"));
    }
}

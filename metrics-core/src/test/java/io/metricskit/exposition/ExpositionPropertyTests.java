package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Histogram;
import io.metricskit.Quantile;
import io.metricskit.Registry;
import io.metricskit.Summary;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.testkit.Family;
import io.metricskit.testkit.OpenMetricsExposition;
import io.metricskit.testkit.ProtobufExposition;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.StrictOpenMetricsParser;
import io.metricskit.testkit.TextExposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is recorded comes out again, by a reader that knows nothing of the writer. */
final class ExpositionPropertyTests {

    private static final double BOUND = 1;
    private static final double QUANTILE = 0.5;

    /** A metric to be made, and what to record to it: to each label set one value. */
    record Recipe(MetricType type, String suffix, String help, Map<Map<String, String>, Double> values) {}

    /** A series as it stands in a body. */
    record Point(String name, Map<String, String> labels) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyRegistryReadsBackAsWhatWasRecorded(@ForAll("registries") List<Recipe> recipes) throws IOException {
        Registry registry = new Registry();
        Map<Point, Double> expected = new HashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        for (int i = 0; i < recipes.size(); i++) {
            Recipe recipe = recipes.get(i);
            // The number in front keeps the names of one family from those of another.
            String name = "m" + i + "_" + recipe.suffix();
            helps.put(name, paired(recipe.help()));
            record(registry, name, recipe, expected);
        }

        TextExposition body = TextExposition.parse(written(registry, ExpositionFormat.TEXT));

        assertThat(body.families())
                .allSatisfy(family -> assertThat(family.help()).isEqualTo(helps.get(family.name())));
        assertThat(body.families().stream().map(Family::name)).containsExactlyInAnyOrderElementsOf(helps.keySet());
        assertThat(points(body.samples())).isEqualTo(expected);
        TextExposition.checked(written(registry, ExpositionFormat.TEXT));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyFormatSaysTheSame(@ForAll("registries") List<Recipe> recipes) throws IOException {
        Registry registry = new Registry();
        for (int i = 0; i < recipes.size(); i++) {
            record(registry, "m" + i + "_" + recipes.get(i).suffix(), recipes.get(i), new HashMap<>());
        }

        TextExposition text = TextExposition.checked(written(registry, ExpositionFormat.TEXT));
        TextExposition utf8 = TextExposition.checkedUtf8(written(registry, ExpositionFormat.TEXT_UTF8));
        ProtobufExposition protobuf = ProtobufExposition.checked(written(registry, ExpositionFormat.PROTOBUF));
        byte[] openMetricsBody = written(registry, ExpositionFormat.OPENMETRICS);
        OpenMetricsExposition openMetrics = OpenMetricsExposition.checked(openMetricsBody);

        assertThat(utf8.families()).isEqualTo(text.families());
        assertThat(points(protobuf.samples())).isEqualTo(points(text.samples()));
        assertThat(protobuf.families().stream()
                        .map(ExpositionPropertyTests::head)
                        .toList())
                .isEqualTo(text.families().stream()
                        .map(ExpositionPropertyTests::head)
                        .toList());
        assertThat(points(openMetrics.samples())).isEqualTo(points(takenByOpenMetrics(text)));
        assertThat(openMetrics.families().stream().map(Family::help).toList())
                .isEqualTo(text.families().stream().map(Family::help).toList());
        if (StrictOpenMetricsParser.installed()) {
            // Python reads -0 as the integer 0.
            Map<Point, Double> unsigned = points(openMetrics.samples());
            unsigned.replaceAll((point, value) -> value + 0.0);
            assertThat(points(StrictOpenMetricsParser.parse(openMetricsBody))).isEqualTo(unsigned);
        }
    }

    private static List<String> head(Family family) {
        return List.of(family.name(), family.type(), family.help());
    }

    /** All samples but the totals and quantiles that are not to be negative there. */
    private static List<Sample> takenByOpenMetrics(TextExposition text) {
        return text.families().stream()
                .flatMap(family ->
                        family.samples().stream().filter(sample -> isTakenByOpenMetrics(family, sample, text)))
                .toList();
    }

    private static boolean isTakenByOpenMetrics(Family family, Sample sample, TextExposition text) {
        boolean observed = family.type().equals("histogram") || family.type().equals("summary");
        boolean countOfASummary =
                family.type().equals("summary") && sample.name().equals(family.name() + "_count");
        if (!observed || sample.name().endsWith("_bucket") || countOfASummary) {
            return true;
        }
        if (sample.label("quantile").isPresent()) {
            return !(sample.value() < 0);
        }
        return text.samples(family.name() + "_sum").stream()
                .filter(sum -> sum.labelMap().equals(sample.labelMap()))
                .allMatch(sum -> sum.value() >= 0);
    }

    private static Map<Point, Double> points(List<Sample> samples) {
        Map<Point, Double> points = new HashMap<>();
        for (Sample sample : samples) {
            assertThat(points.put(new Point(sample.name(), sample.labelMap()), sample.value()))
                    .as("a second sample of %s", sample)
                    .isNull();
        }
        return points;
    }

    private static void record(Registry registry, String name, Recipe recipe, Map<Point, Double> expected) {
        Map<Map<String, String>, Double> byNormalLabels = new LinkedHashMap<>();
        recipe.values().forEach((labels, value) -> byNormalLabels.putIfAbsent(normal(labels), value));
        if (byNormalLabels.isEmpty()) {
            byNormalLabels.put(Map.of(), null);
        }
        switch (recipe.type()) {
            case COUNTER -> {
                Counter counter = registry.counter(name, recipe.help());
                byNormalLabels.forEach((labels, value) -> {
                    double amount = value == null || !Double.isFinite(value) ? 0 : Math.abs(value);
                    if (value != null) {
                        counter.add(Labels.of(labels), amount);
                    }
                    expected.put(new Point(name, labels), amount);
                });
            }
            case GAUGE -> {
                Gauge gauge = registry.gauge(name, recipe.help());
                byNormalLabels.forEach((labels, value) -> {
                    if (value != null) {
                        gauge.set(Labels.of(labels), value);
                    }
                    expected.put(new Point(name, labels), value == null ? 0 : value);
                });
            }
            case HISTOGRAM -> {
                Histogram histogram = Histogram.builder(name)
                        .help(recipe.help())
                        .buckets(BOUND)
                        .register(registry);
                byNormalLabels.forEach((labels, value) -> {
                    boolean counted = value != null && !Double.isNaN(value);
                    if (counted) {
                        histogram.observe(Labels.of(labels), value);
                    } else {
                        histogram.labels(Labels.of(labels));
                    }
                    double below = counted && value <= BOUND ? 1 : 0;
                    expected.put(new Point(name + "_bucket", with(labels, "le", "1.0")), below);
                    expected.put(new Point(name + "_bucket", with(labels, "le", "+Inf")), counted ? 1.0 : 0);
                    expected.put(new Point(name + "_count", labels), counted ? 1.0 : 0);
                    expected.put(new Point(name + "_sum", labels), counted ? value + 0.0 : 0);
                });
            }
            default -> {
                Summary summary = Summary.builder(name)
                        .help(recipe.help())
                        .quantiles(Quantile.of(QUANTILE))
                        .register(registry);
                byNormalLabels.forEach((labels, value) -> {
                    boolean counted = value != null && !Double.isNaN(value);
                    if (counted) {
                        summary.observe(Labels.of(labels), value);
                    } else {
                        summary.labels(Labels.of(labels));
                    }
                    expected.put(new Point(name, with(labels, "quantile", "0.5")), counted ? value : Double.NaN);
                    expected.put(new Point(name + "_count", labels), counted ? 1.0 : 0);
                    expected.put(new Point(name + "_sum", labels), counted ? value + 0.0 : 0);
                });
            }
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> normal(Map<String, String> labels) {
        Map<String, String> normal = new HashMap<>();
        labels.forEach((name, value) -> normal.put(name, paired(value)));
        normal.values().removeIf(String::isEmpty);
        return normal;
    }

    private static String paired(String text) {
        StringBuilder paired = new StringBuilder();
        text.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).forEach(paired::appendCodePoint);
        return paired.toString();
    }

    private static byte[] written(Registry registry, ExpositionFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.of(registry).write(format, out);
        return out.toByteArray();
    }

    @Provide
    Arbitrary<List<Recipe>> registries() {
        Arbitrary<MetricType> types =
                Arbitraries.of(MetricType.COUNTER, MetricType.GAUGE, MetricType.HISTOGRAM, MetricType.SUMMARY);
        Arbitrary<String> suffixes = Arbitraries.strings()
                .withCharRange('a', 'c')
                .withChars("_:AZ09")
                .ofMinLength(1)
                .ofMaxLength(6)
                .flatMap(suffix -> Arbitraries.of(suffix, suffix + "_total"));
        Arbitrary<String> labelNames = Arbitraries.of("a", "b", "_c", "D9", "method");
        Arbitrary<Map<Map<String, String>, Double>> values = Arbitraries.maps(
                        Arbitraries.maps(labelNames, texts()).ofMaxSize(4), doubles())
                .ofMaxSize(4);
        // A carriage return at the end of HELP is legal, but our reader takes it for a broken line end.
        Arbitrary<String> helps = texts().map(text -> text + ".");
        return Combinators.combine(types, suffixes, helps, values)
                .as(Recipe::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<String> texts() {
        Arbitrary<Character> special = Arbitraries.of(
                '"', '\\', '\n', '\r', '\t', '\0', '{', '}', ',', '=', '#', ' ', 'n', '\u2028', '\uFEFF', '\u202E');
        Arbitrary<Character> surrogates = Arbitraries.chars().range('\uD800', '\uDFFF');
        return Arbitraries.oneOf(special, surrogates, Arbitraries.chars().range('a', 'c'), Arbitraries.chars())
                .array(char[].class)
                .ofMaxSize(6)
                .map(String::new);
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.of(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        -0.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        0x1p53,
                        0x1p62,
                        1e300));
    }
}

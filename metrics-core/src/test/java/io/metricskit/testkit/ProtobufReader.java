package io.metricskit.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Reads messages of {@code io.prometheus.client.MetricFamily} into families; numbers are those of its fields. */
final class ProtobufReader {
    private static final int COUNTER = 0;
    private static final int GAUGE = 1;
    private static final int SUMMARY = 2;
    private static final int UNTYPED = 3;
    private static final int HISTOGRAM = 4;
    private static final List<String> TYPES = List.of("counter", "gauge", "summary", "untyped", "histogram");

    /** The field of Metric that has the value, by type. */
    private static final int[] VALUE_FIELDS = {3, 2, 4, 5, 7};

    private static final int FIRST_NATIVE_FIELD = 4;
    private static final int LAST_NATIVE_FIELD = 14;
    private static final int NATIVE_EXEMPLARS = 16;

    private final boolean utf8Names;
    private final List<Family> families = new ArrayList<>();
    private final Map<Metric, Instant> created = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    /** What has one value: the labels of a metric in its family. */
    record Metric(String family, Map<String, String> labels) {}

    ProtobufReader(boolean utf8Names) {
        this.utf8Names = utf8Names;
    }

    List<Family> families() {
        return families;
    }

    Map<Metric, Instant> created() {
        return created;
    }

    void family(WireMessage message) {
        String name = message.string(1);
        if (utf8Names ? name.isEmpty() : !Names.isMetric(name)) {
            throw message.violation("illegal metric name " + name, 1);
        }
        if (!names.add(name)) {
            throw message.violation("there must be one message of the name " + name, 1);
        }
        int type = (int) message.integer(3).orElse(COUNTER);
        if (type < 0 || type >= TYPES.size()) {
            throw message.violation("type must be one of 0 to " + (TYPES.size() - 1) + ", got " + type, 3);
        }
        List<Sample> samples = new ArrayList<>();
        for (WireMessage metric : message.messages(4)) {
            samples.addAll(metric(name, type, metric));
        }
        if (samples.isEmpty()) {
            throw message.violation("a family must have metrics", 4);
        }
        families.add(new Family(name, TYPES.get(type), message.string(2), message.string(5), samples, message.index()));
    }

    private List<Sample> metric(String family, int type, WireMessage metric) {
        for (int other : VALUE_FIELDS) {
            if (metric.has(other) != (other == VALUE_FIELDS[type])) {
                throw metric.violation(
                        "a metric of a " + TYPES.get(type) + " must have that, and no other value", other);
            }
        }
        List<WireMessage> values = metric.messages(VALUE_FIELDS[type]);
        if (values.size() > 1) {
            throw metric.violation("a metric must have one value", VALUE_FIELDS[type]);
        }
        List<Label> labels = metric.messages(1).stream().map(this::label).toList();
        WireMessage value = values.get(0);
        Line line = new Line(labels, metric.integer(6), metric.index());
        return switch (type) {
            case HISTOGRAM -> histogram(family, value, line);
            case SUMMARY -> summary(family, value, line);
            case GAUGE, UNTYPED -> List.of(line.sample(family, real(value, 1)));
            default -> {
                created(family, line, value, 3);
                yield List.of(line.sample(family, real(value, 1), exemplar(value, 2)));
            }
        };
    }

    private List<Sample> histogram(String family, WireMessage value, Line line) {
        for (int field = FIRST_NATIVE_FIELD; field <= NATIVE_EXEMPLARS; field++) {
            if ((field <= LAST_NATIVE_FIELD || field == NATIVE_EXEMPLARS) && value.has(field)) {
                throw value.violation("native and float histograms are not read here", field);
            }
        }
        created(family, line, value, 15);
        long count = value.integer(1).orElse(0);
        List<Sample> samples = new ArrayList<>();
        double bound = Double.NEGATIVE_INFINITY;
        for (WireMessage bucket : value.messages(3)) {
            bound = real(bucket, 2);
            samples.add(line.with("le", bound)
                    .sample(family + "_bucket", bucket.integer(1).orElse(0), exemplar(bucket, 3)));
        }
        if (bound != Double.POSITIVE_INFINITY) {
            // It may be left out, since it is the count.
            samples.add(line.with("le", Double.POSITIVE_INFINITY).sample(family + "_bucket", count, Optional.empty()));
        }
        samples.add(line.sample(family + "_sum", real(value, 2)));
        samples.add(line.sample(family + "_count", count, Optional.empty()));
        return samples;
    }

    private List<Sample> summary(String family, WireMessage value, Line line) {
        created(family, line, value, 4);
        List<Sample> samples = new ArrayList<>();
        for (WireMessage quantile : value.messages(3)) {
            samples.add(line.with("quantile", real(quantile, 1)).sample(family, real(quantile, 2)));
        }
        samples.add(line.sample(family + "_sum", real(value, 2)));
        samples.add(line.sample(family + "_count", value.integer(1).orElse(0), Optional.empty()));
        return samples;
    }

    private Label label(WireMessage pair) {
        String name = pair.string(1);
        if (utf8Names ? name.isEmpty() : !Names.isLabel(name)) {
            throw pair.violation("illegal label name " + name, 1);
        }
        return new Label(name, pair.string(2));
    }

    private Optional<Exemplar> exemplar(WireMessage owner, int field) {
        List<WireMessage> exemplars = owner.messages(field);
        if (exemplars.size() > 1) {
            throw owner.violation("there must be one exemplar", field);
        }
        return exemplars.stream()
                .map(exemplar -> new Exemplar(
                        exemplar.messages(1).stream().map(this::label).toList(), real(exemplar, 2), seconds(exemplar)))
                .findFirst();
    }

    private static OptionalDouble seconds(WireMessage exemplar) {
        return exemplar.messages(3).stream()
                .map(ProtobufReader::instant)
                .mapToDouble(time -> BigDecimal.valueOf(time.getNano(), 9)
                        .add(BigDecimal.valueOf(time.getEpochSecond()))
                        .doubleValue())
                .findFirst();
    }

    private void created(String family, Line line, WireMessage value, int field) {
        value.messages(field)
                .forEach(timestamp -> created.put(new Metric(family, Label.byName(line.labels())), instant(timestamp)));
    }

    private static Instant instant(WireMessage timestamp) {
        long nanos = timestamp.integer(2).orElse(0);
        if (nanos < 0 || nanos > 999_999_999) {
            throw timestamp.violation("nanos must be 0 to 999999999, got " + nanos, 2);
        }
        return Instant.ofEpochSecond(timestamp.integer(1).orElse(0), nanos);
    }

    private static double real(WireMessage message, int field) {
        return message.real(field).orElse(0);
    }

    /** What the samples of one metric have in common. */
    private record Line(List<Label> labels, OptionalLong timestamp, int number) {

        Line with(String name, double bound) {
            List<Label> more = new ArrayList<>(labels);
            more.add(new Label(name, NumberSpelling.bound(bound)));
            return new Line(more, timestamp, number);
        }

        Sample sample(String name, double value) {
            return sample(name, value, Optional.empty());
        }

        Sample sample(String name, double value, Optional<Exemplar> exemplar) {
            return new Sample(name, labels, value, NumberSpelling.value(value), timestamp, exemplar, number);
        }

        /** A count, which has more bits than a double. */
        Sample sample(String name, long count, Optional<Exemplar> exemplar) {
            String digits = Long.toUnsignedString(count);
            return new Sample(name, labels, Double.parseDouble(digits), digits, timestamp, exemplar, number);
        }
    }
}

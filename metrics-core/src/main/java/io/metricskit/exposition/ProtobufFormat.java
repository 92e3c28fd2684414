package io.metricskit.exposition;

import io.metricskit.Metric;
import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.Varint;
import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import io.metricskit.model.Thresholds;

/**
 * Writes families as length-delimited protobuf messages.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
final class ProtobufFormat extends FormatWriter<ProtobufHead> {
    /*
     * A family is one message, and its length comes first. To stream a family of any number of series all the same,
     * they are walked twice: once to add up lengths, and once to write. What is recorded in between must not change a
     * length, so doubles and counts have a fixed width; the length of a series then depends on its labels, on its
     * number of buckets, and on its exemplars. What comes and goes in between has to fit into the room that was added
     * up, and a filler makes up for the rest: a field that is not in the schema, which readers skip.
     */

    /** The length of a field that is a double. */
    static final int DOUBLE = 1 + Double.BYTES;

    /** The length of a field that is a count. */
    static final int COUNT = 1 + Varint.WIDE;

    private static final int MAX_SHORT_FILLER = 127;
    private static final byte[] ZEROS = new byte[1024];

    private final ByteWriter out;
    private final ProtobufBuckets points = new ProtobufBuckets();
    private final ProtobufExemplars exemplars = new ProtobufExemplars();
    private final ProtobufRoom room = new ProtobufRoom();

    /** Since when the current series counts, or {@link Series#NOT_KNOWN}. */
    private long createdSeconds;

    ProtobufFormat(ByteWriter out, EscapingScheme escaping) {
        super(escaping);
        this.out = out;
    }

    @Override
    void stream(ExposedFamily next, Metric<?> metric) {
        begin(next);
        room.measure();
        next.collectZeros(this);
        long length = room.measured();
        if (length > 0) {
            writeStart(next, length);
            metric.collect(this);
        }
        fill(room.left());
    }

    @Override
    void append(ExposedFamily next, BoundedBuffer samples) {
        writeStart(next, samples.size());
        samples.copyTo(out);
    }

    private void writeStart(ExposedFamily next, long metrics) {
        byte[] start = headFor(next, next.constLabels()).family();
        out.varint(start.length + metrics);
        out.put(start);
    }

    /** Writes a field of so many bytes: none, or at least {@link ProtobufRoom#MIN_FILLER}. */
    private void fill(long length) {
        if (length == 0) {
            return;
        }
        out.put(ProtobufField.FILLER);
        long rest = length - 1;
        if (rest <= MAX_SHORT_FILLER) {
            rest--;
            out.varint(rest);
        } else {
            rest -= Varint.WIDE;
            out.wideVarint(rest);
        }
        for (; rest > 0; rest -= ZEROS.length) {
            out.put(ZEROS, 0, (int) Math.min(rest, ZEROS.length));
        }
    }

    @Override
    public void sample(Series series, long value) {
        sample(series, (double) value);
    }

    @Override
    public void sample(Series series, double value) {
        sample(series, value, 0, 0);
    }

    @Override
    public void sample(Series series, double value, long timestampMillis) {
        sample(series, value, timestampMillis, 1 + Varint.length(timestampMillis));
    }

    private void sample(Series series, double value, long timestampMillis, int timestampLength) {
        byte tag = valueTag();
        boolean counts = tag == ProtobufField.COUNTER;
        int length = DOUBLE + (counts ? createdLength(series) : 0);
        if (begin(series, tag, length, timestampLength, counts ? 1 : 0)) {
            out.put(ProtobufField.VALUE);
            out.littleEndian(value);
            if (counts) {
                exemplars.write(ProtobufField.COUNTER_EXEMPLAR, 0, out);
                created(ProtobufField.COUNTER_CREATED);
            }
            if (timestampLength > 0) {
                out.put(ProtobufField.TIMESTAMP_MS);
                out.varint(timestampMillis);
            }
        }
    }

    private byte valueTag() {
        return switch (family().descriptor().type()) {
            case COUNTER -> ProtobufField.COUNTER;
            case GAUGE, INFO -> ProtobufField.GAUGE;
            case UNKNOWN, SUMMARY, HISTOGRAM -> ProtobufField.UNTYPED;
        };
    }

    @Override
    public void histogram(Series series, Thresholds upperBounds, long[] cumulativeCounts, double sum) {
        int buckets = upperBounds.size();
        int length = COUNT + DOUBLE + ProtobufBuckets.length(upperBounds) + createdLength(series);
        if (begin(series, ProtobufField.HISTOGRAM, length, 0, buckets)) {
            countAndSum(cumulativeCounts[buckets - 1], sum);
            if (exemplars.areAny()) {
                points.write(upperBounds, cumulativeCounts, exemplars, out);
            } else {
                points.write(upperBounds, cumulativeCounts, out);
            }
            created(ProtobufField.HISTOGRAM_CREATED);
        }
    }

    @Override
    public void summary(Series series, Thresholds quantiles, double[] values, long count, double sum) {
        int length = COUNT + DOUBLE + quantiles.size() * field(DOUBLE + DOUBLE) + createdLength(series);
        if (begin(series, ProtobufField.SUMMARY, length, 0, 0)) {
            countAndSum(count, sum);
            for (int i = 0; i < quantiles.size(); i++) {
                out.put(ProtobufField.POINT);
                out.varint(DOUBLE + DOUBLE);
                out.put(ProtobufField.QUANTILE);
                out.littleEndian(quantiles.get(i));
                out.put(ProtobufField.QUANTILE_VALUE);
                out.littleEndian(values[i]);
            }
            created(ProtobufField.SUMMARY_CREATED);
        }
    }

    private void countAndSum(long count, double sum) {
        out.put(ProtobufField.COUNT);
        out.wideVarint(count);
        out.put(ProtobufField.SUM);
        out.littleEndian(sum);
    }

    /** Reads since when a series counts, and returns how long that is: a series of the user's may say else next. */
    private int createdLength(Series series) {
        createdSeconds = series.createdSeconds();
        return createdSeconds == Series.NOT_KNOWN ? 0 : field(1 + Varint.length(createdSeconds));
    }

    private void created(byte tag) {
        if (createdSeconds != Series.NOT_KNOWN) {
            out.put(tag);
            out.varint(1 + Varint.length(createdSeconds));
            out.put(ProtobufField.SECONDS);
            out.varint(createdSeconds);
        }
    }

    /**
     * Measures a series, or writes it up to the fields of its value.
     *
     * @param tag the kind of value
     * @param length the length of the value without exemplars
     * @param after the length of what comes after the value
     * @param samples how many of the series' samples may have an exemplar
     * @return whether the value is to be written now
     */
    private boolean begin(Series series, byte tag, int length, int after, int samples) {
        Series shown = shown(series);
        byte[] common = head().labels();
        int around = common.length + shown.protobufLabelsLength() + after;
        int value = length;
        int metric = around + field(value);
        if (samples > 0 && exemplars.read(series, samples)) {
            int longerValue = length + exemplarsLength(tag, samples);
            int longerMetric = around + field(longerValue);
            if (room.takeForExemplars(field(longerMetric) - field(metric))) {
                value = longerValue;
                metric = longerMetric;
            } else {
                exemplars.clear();
            }
        }
        if (!room.take(field(metric))) {
            return false;
        }
        out.put(ProtobufField.METRIC);
        out.varint(metric);
        out.put(common);
        shown.writeProtobufLabels(out);
        out.put(tag);
        out.varint(value);
        return true;
    }

    /** Returns how much longer a value is with its exemplars; those of a histogram make their buckets longer. */
    private int exemplarsLength(byte tag, int samples) {
        int longer = 0;
        for (int i = 0; i < samples; i++) {
            int exemplar = exemplars.length(i);
            boolean inBucket = tag == ProtobufField.HISTOGRAM;
            longer += inBucket ? field(ProtobufBuckets.CONTENT + exemplar) - field(ProtobufBuckets.CONTENT) : exemplar;
        }
        return longer;
    }

    @Override
    ProtobufHead headFor(ExposedFamily family, Labels common) {
        return family.protobufHead(escaping(), common);
    }

    /** Returns how many bytes a field takes that has so many in it. */
    static int field(int length) {
        return 1 + Varint.length(length) + length;
    }
}

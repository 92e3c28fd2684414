package io.metricskit.exposition;

/**
 * The fields of the messages that Prometheus reads, each as the tag byte that stands before it.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
final class ProtobufField {

    private static final int VARINT = 0;
    private static final int FIXED = 1;
    private static final int LENGTH = 2;

    /* MetricFamily */
    static final byte NAME = tag(1, LENGTH);
    static final byte HELP = tag(2, LENGTH);
    static final byte TYPE = tag(3, VARINT);
    static final byte METRIC = tag(4, LENGTH);
    static final byte UNIT = tag(5, LENGTH);
    /** No field of the schema: readers skip it. */
    static final byte FILLER = tag(15, LENGTH);

    /* Metric, whose labels are encoded elsewhere. */
    static final byte GAUGE = tag(2, LENGTH);
    static final byte COUNTER = tag(3, LENGTH);
    static final byte SUMMARY = tag(4, LENGTH);
    static final byte UNTYPED = tag(5, LENGTH);
    static final byte TIMESTAMP_MS = tag(6, VARINT);
    static final byte HISTOGRAM = tag(7, LENGTH);

    /* Counter, Gauge and Untyped */
    static final byte VALUE = tag(1, FIXED);
    static final byte COUNTER_EXEMPLAR = tag(2, LENGTH);
    static final byte COUNTER_CREATED = tag(3, LENGTH);

    /* Summary and Histogram */
    static final byte COUNT = tag(1, VARINT);
    static final byte SUM = tag(2, FIXED);
    static final byte POINT = tag(3, LENGTH);
    static final byte SUMMARY_CREATED = tag(4, LENGTH);
    static final byte HISTOGRAM_CREATED = tag(15, LENGTH);

    /* Quantile and Bucket */
    static final byte QUANTILE = tag(1, FIXED);
    static final byte QUANTILE_VALUE = tag(2, FIXED);
    static final byte CUMULATIVE_COUNT = tag(1, VARINT);
    static final byte UPPER_BOUND = tag(2, FIXED);
    static final byte BUCKET_EXEMPLAR = tag(3, LENGTH);

    /* Exemplar, whose labels are encoded elsewhere, and Timestamp */
    static final byte EXEMPLAR_VALUE = tag(2, FIXED);
    static final byte EXEMPLAR_TIMESTAMP = tag(3, LENGTH);
    static final byte SECONDS = tag(1, VARINT);
    static final byte NANOS = tag(2, VARINT);

    private ProtobufField() {}

    private static byte tag(int number, int wireType) {
        return (byte) (number << 3 | wireType);
    }
}

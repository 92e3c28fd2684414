package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import io.metricskit.encoding.EncodedBytes;
import io.metricskit.encoding.Varint;
import io.metricskit.model.Thresholds;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of histograms. Where no exemplars are, only the counts change from one series to the next: the rest is
 * encoded once and kept. Scratch space, used by one thread.
 */
final class ProtobufBuckets {

    /** How many bytes a bucket has in it without an exemplar. */
    static final int CONTENT = ProtobufFormat.COUNT + ProtobufFormat.DOUBLE;

    private static final int BUCKET = ProtobufFormat.field(CONTENT);
    private static final int COUNT_AT = BUCKET - CONTENT + 1;

    /** The bounds that the bytes are for; the series of a histogram share them, so identity will do. */
    private @Nullable Thresholds encodedBounds;

    private byte[] encoded = {};

    /** Returns how many bytes all buckets take that have no exemplar. */
    static int length(Thresholds upperBounds) {
        return upperBounds.size() * BUCKET;
    }

    void write(Thresholds upperBounds, long[] cumulativeCounts, ByteWriter out) {
        if (upperBounds != encodedBounds) {
            encoded = EncodedBytes.of(all -> {
                for (int i = 0; i < upperBounds.size(); i++) {
                    write(cumulativeCounts[i], upperBounds.get(i), 0, all);
                }
            });
            encodedBounds = upperBounds;
        }
        for (int i = 0; i < upperBounds.size(); i++) {
            Varint.putWide(cumulativeCounts[i], encoded, i * BUCKET + COUNT_AT);
        }
        out.put(encoded);
    }

    void write(Thresholds upperBounds, long[] cumulativeCounts, ProtobufExemplars exemplars, ByteWriter out) {
        for (int i = 0; i < upperBounds.size(); i++) {
            write(cumulativeCounts[i], upperBounds.get(i), exemplars.length(i), out);
            exemplars.write(ProtobufField.BUCKET_EXEMPLAR, i, out);
        }
    }

    private static void write(long count, double upperBound, int more, ByteWriter out) {
        out.put(ProtobufField.POINT);
        out.varint(CONTENT + more);
        out.put(ProtobufField.CUMULATIVE_COUNT);
        out.wideVarint(count);
        out.put(ProtobufField.UPPER_BOUND);
        out.littleEndian(upperBound);
    }
}

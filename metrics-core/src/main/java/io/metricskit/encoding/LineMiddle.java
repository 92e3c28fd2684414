package io.metricskit.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of a line that goes behind a beginning of its own for each series, such as {@code le="0.5"} and what follows.
 */
public final class LineMiddle {
    /*
     * Nearly all are short, and a call to copy some twelve bytes takes longer than to move sixteen of them in two
     * longs, whatever lies behind the end.
     */

    static final int SHORT = 2 * Long.BYTES;

    /** At least {@link #SHORT}. */
    final byte[] padded;

    final int length;

    /** Returns the last label of a sample and what comes behind it, <code>le="0.5"} </code>. */
    public static LineMiddle lastLabel(String label, double threshold) {
        return new LineMiddle(label + "=\"" + DoubleFormat.boundText(threshold) + "\"} ");
    }

    /** Creates a piece of 7-bit characters. */
    LineMiddle(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        this.length = bytes.length;
        this.padded = Arrays.copyOf(bytes, Math.max(SHORT, length));
    }
}

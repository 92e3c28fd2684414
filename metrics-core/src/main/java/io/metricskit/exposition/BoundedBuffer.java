package io.metricskit.exposition;

import io.metricskit.encoding.ByteWriter;
import java.io.ByteArrayOutputStream;

/** A bounded buffer for the bytes of one family, until it is known whether they may be shown. */
final class BoundedBuffer extends ByteArrayOutputStream {

    private static final int MAX_BYTES = 1 << 20;

    @Override
    public synchronized void write(int b) {
        refuseOver(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        refuseOver(length);
        super.write(bytes, offset, length);
    }

    private void refuseOver(int length) {
        if (length > MAX_BYTES - count) {
            throw new IllegalStateException(
                    "a collector of your own may write at most " + MAX_BYTES + " bytes a scrape");
        }
    }

    void copyTo(ByteWriter out) {
        out.put(buf, 0, count);
    }
}

package io.metricskit.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at a chosen level. */
final class GzipStream extends GZIPOutputStream {

    /**
     * What scrapes have unless another level is asked for: they are written faster than they are compressed at the
     * default of the JDK, and a page about a fifth larger is the better bargain.
     */
    static final int FASTEST = Deflater.BEST_SPEED;

    static final int SMALLEST = Deflater.BEST_COMPRESSION;

    private static final int BUFFER_BYTES = 8192;

    GzipStream(OutputStream out, int level) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(level);
    }

    /** Frees native memory; the stream below stays open. Without {@link #finish} before, the data stays cut off. */
    void release() {
        def.end();
    }
}

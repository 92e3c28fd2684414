package io.metricskit.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An answer's stream that tells whether the client takes what is written. */
final class ProgressStream extends FilterOutputStream {

    private final WatchedRequest request;

    ProgressStream(OutputStream out, WatchedRequest request) {
        super(out);
        this.request = request;
    }

    @Override
    public void write(int b) throws IOException {
        request.startsToSend();
        out.write(b);
        request.hasSent();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        request.startsToSend();
        out.write(bytes, offset, length);
        request.hasSent();
    }

    @Override
    public void flush() throws IOException {
        request.startsToSend();
        out.flush();
        request.hasSent();
    }
}

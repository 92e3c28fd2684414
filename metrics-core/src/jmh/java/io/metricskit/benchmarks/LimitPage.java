package io.metricskit.benchmarks;

import java.io.IOException;
import java.io.OutputStream;

/** The limit of writing a scrape: ready bytes and digits into one buffer, flushed between series when it is nearly full. */
final class LimitPage {

    private static final int CAPACITY = 32 * 1024;
    private static final int ROOM = 4 * 1024;

    private final byte[] buffer = new byte[CAPACITY];
    private int position;

    void put(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
    }

    void line(long value) {
        int end = position + 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            end++;
        }
        position = end;
        long rest = value;
        do {
            buffer[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        buffer[position++] = '\n';
    }

    void flushIfFull(OutputStream out) throws IOException {
        if (position > CAPACITY - ROOM) {
            flush(out);
        }
    }

    void flush(OutputStream out) throws IOException {
        out.write(buffer, 0, position);
        position = 0;
    }
}

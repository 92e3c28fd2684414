package io.metricskit.benchmarks;

import io.metricskit.Buckets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;

/**
 * The limit of scrapes and memory: a flat table, a cell, and the ready bytes of the labels. It knows counters and
 * histograms only, in text only, and spells the sums of histograms as whole numbers.
 */
final class LimitLibrary implements Library {

    private static final byte[] COUNTER = bytes("requests_total{");
    private static final byte[] BUCKET = bytes("latency_seconds_bucket{");
    private static final byte[] SUM = bytes("latency_seconds_sum{");
    private static final byte[] COUNT = bytes("latency_seconds_count{");
    private static final byte[] END = bytes("} ");
    private static final byte[][] LE = le();

    private final LimitPage page = new LimitPage();
    private final List<Series<LongAdder>> counters = new ArrayList<>();
    private final List<Series<LimitHistogram>> histograms = new ArrayList<>();

    @Override
    public Recorder counter(int series) {
        return recorder(series, counters, LongAdder::new, (adder, value) -> adder.add((long) value));
    }

    @Override
    public Recorder histogram(int series) {
        return recorder(series, histograms, () -> new LimitHistogram(1), LimitHistogram::observe);
    }

    @Override
    public Recorder gauge(int series) {
        throw new UnsupportedOperationException("the limit has no gauges");
    }

    @Override
    public Recorder summary(int series) {
        throw new UnsupportedOperationException("the limit has no summaries");
    }

    @Override
    public void counterAlone(String name) {
        throw new UnsupportedOperationException("the limit has one family of counters");
    }

    @Override
    public void callback(String name, DoubleSupplier value) {
        throw new UnsupportedOperationException("the limit has no gauges");
    }

    private static <T> Recorder recorder(
            int count, List<Series<T>> all, Supplier<T> cells, ObjDoubleConsumer<T> operation) {
        LimitTable<T> table = new LimitTable<>(2 * Integer.highestOneBit(count));
        return (method, status, path, value) -> {
            T cell = table.find(method, path);
            if (cell == null) {
                cell = cells.get();
                table.put(method, path, cell);
                all.add(new Series<>(
                        bytes("method=\"" + method + "\",status=\"" + status + "\",path=\"" + path + '"'), cell));
            }
            operation.accept(cell, value);
        };
    }

    @Override
    public void scrape(Format format, OutputStream out) throws IOException {
        if (format != Format.TEXT) {
            throw new UnsupportedOperationException("the limit has no " + format);
        }
        for (Series<LongAdder> series : counters) {
            line(COUNTER, series.labels, END, series.cell.sum());
            page.flushIfFull(out);
        }
        for (Series<LimitHistogram> series : histograms) {
            write(series.labels, series.cell.blocks());
            page.flushIfFull(out);
        }
        page.flush(out);
    }

    private void write(byte[] labels, LimitBlocks blocks) {
        long count = 0;
        for (int i = 0; i < LE.length; i++) {
            count += blocks.count(i);
            line(BUCKET, labels, LE[i], count);
        }
        line(SUM, labels, END, (long) blocks.sum());
        line(COUNT, labels, END, count);
    }

    private void line(byte[] name, byte[] labels, byte[] end, long value) {
        page.put(name);
        page.put(labels);
        page.put(end);
        page.line(value);
    }

    private static byte[][] le() {
        double[] bounds = Buckets.defaults();
        byte[][] le = new byte[bounds.length + 1][];
        for (int i = 0; i < bounds.length; i++) {
            le[i] = bytes(",le=\"" + bounds[i] + "\"} ");
        }
        le[bounds.length] = bytes(",le=\"+Inf\"} ");
        return le;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Series<T>(byte[] labels, T cell) {}
}

package io.metricskit.exposition;

import io.metricskit.Registry;
import io.metricskit.Timer;
import io.metricskit.model.Collector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one or more registries show to a scraper, in any format. Every exporter gets its bytes here.
 *
 * <pre>{@code
 * Exposition exposition = Exposition.of(registry);
 * exposition.write(ExpositionFormat.TEXT, System.out);
 * }</pre>
 *
 * <p>Families are written in name order, each as a whole, straight from the metrics to the stream: the memory of a
 * scrape does not depend on the number of series. A collector that fails, or keeps a {@link #scrape} waiting for too
 * long, costs its own family and nothing else.
 *
 * <p>Safe for use by many threads. An exposition is meant to be kept: it holds buffers for later scrapes.
 */
public final class Exposition {

    /**
     * How many scrapes are answered at once; further ones, which would only slow each other down, are refused with 503.
     */
    public static final int MAX_SCRAPES = 8;

    private static final String VARY = "Accept, Accept-Encoding";

    private final List<Registry> registries;
    private final List<Collector> own;
    private final Style style;
    private final BusyCollectors busy;
    private final ExposedFamilies written;
    private final ExposedFamilies scraped;
    private final @Nullable ScrapeMetrics scrapeMetrics;
    private final Semaphore slots = new Semaphore(MAX_SCRAPES);
    private final BlockingQueue<ScrapeWriter> idleWriters = new ArrayBlockingQueue<>(MAX_SCRAPES);

    /** How an exposition differs from others of the same registries. */
    private record Style(boolean createdSamples, int gzipLevel) {}

    private Exposition(
            List<Registry> registries,
            List<Collector> own,
            Style style,
            BusyCollectors busy,
            @Nullable ScrapeMetrics scrapeMetrics) {
        this.registries = registries;
        this.own = own;
        this.style = style;
        this.busy = busy;
        this.written = new ExposedFamilies(registries, own);
        this.scraped = scrapeMetrics == null
                ? written
                : new ExposedFamilies(
                        registries,
                        Stream.concat(own.stream(), scrapeMetrics.collectors().stream())
                                .toList());
        this.scrapeMetrics = scrapeMetrics;
    }

    /**
     * Returns an exposition of registries.
     *
     * @param first the registry whose constant labels go on all families
     * @param others further registries; of several families with the same name, that of the earliest registry is shown
     */
    public static Exposition of(Registry first, Registry... others) {
        List<Registry> registries = new ArrayList<>(Arrays.asList(others));
        registries.add(0, first);
        registries.forEach(registry -> Objects.requireNonNull(registry, "a registry must not be null"));
        Style style = new Style(false, GzipStream.FASTEST);
        return new Exposition(List.copyOf(registries), List.of(), style, new BusyCollectors(), null);
    }

    /**
     * Returns an exposition of the same registries for an exporter, which shows with each {@link #scrape} how many
     * there were ({@code metrics_scrapes_total}) and how long they took ({@code metrics_scrape_duration_seconds}).
     *
     * @param own further collectors of the exporter itself, which are shown rather than others of the same name
     */
    public Exposition forExporter(Collector... own) {
        List<Collector> collectors = new ArrayList<>(this.own);
        collectors.addAll(Arrays.asList(own));
        return new Exposition(registries, List.copyOf(collectors), style, busy, new ScrapeMetrics());
    }

    /**
     * Returns an exposition of the same registries that also writes, in OpenMetrics, since when each counter, summary
     * and histogram counts, as samples named {@code …_created}.
     *
     * <p>Prometheus stores them as series of their own unless it runs with {@code created-timestamp-zero-ingestion};
     * therefore they are an option.
     */
    public Exposition withCreatedSamples() {
        return in(new Style(true, style.gzipLevel));
    }

    /**
     * Returns an exposition of the same registries that compresses at another level than 1, where a scraper takes gzip.
     *
     * <p>At level 6, which other libraries use, a page is about a fifth smaller, and takes three to four times as long
     * to make.
     *
     * @param level from 1, the fastest, to 9, the smallest
     * @throws IllegalArgumentException if there is no such level
     */
    public Exposition withGzipLevel(int level) {
        if (level < GzipStream.FASTEST || level > GzipStream.SMALLEST) {
            throw new IllegalArgumentException("a gzip level must be from " + GzipStream.FASTEST + " to "
                    + GzipStream.SMALLEST + ", but got " + level);
        }
        return in(new Style(style.createdSamples, level));
    }

    private Exposition in(Style other) {
        return new Exposition(registries, own, other, busy, scrapeMetrics == null ? null : new ScrapeMetrics());
    }

    /**
     * Writes all families, with all collectors on the calling thread and without a deadline. Names that not every
     * scraper knows are escaped with underscores, except in {@code TEXT_UTF8}, which shows them as they are.
     *
     * @param format the format
     * @param out where to write; neither flushed nor closed
     * @throws IOException if writing fails
     */
    public void write(ExpositionFormat format, OutputStream out) throws IOException {
        write(NegotiatedFormat.of(format), out);
    }

    /**
     * Writes all families, with all collectors on the calling thread and without a deadline.
     *
     * @param format the format, as a scraper negotiated it
     * @param out where to write; neither flushed nor closed
     * @throws IOException if writing fails
     */
    public void write(NegotiatedFormat format, OutputStream out) throws IOException {
        write(written, format, Set.of(), out, null);
    }

    private void write(
            ExposedFamilies families,
            NegotiatedFormat format,
            Set<String> names,
            OutputStream out,
            @Nullable Duration timeForCollectors)
            throws IOException {
        Objects.requireNonNull(format, "format must not be null");
        Objects.requireNonNull(out, "out must not be null");
        ScrapeWriter idle = idleWriters.poll();
        ScrapeWriter writer = idle != null ? idle : new ScrapeWriter(busy);
        try {
            writer.write(format, style.createdSamples, families.inOrder(), names, out, timeForCollectors);
        } finally {
            // Dropped when there are enough, which is what offer says with false.
            idleWriters.offer(writer);
        }
    }

    /**
     * Answers a scrape over HTTP. Nothing is collected before the body of the answer is written, and then collectors
     * that might not answer at once have a thread of their own, and a deadline.
     *
     * @param request what the scraper asks for
     * @return the answer, to be closed
     */
    public ScrapeResponse scrape(ScrapeRequest request) {
        if (!request.isHead() && !request.method().equals("GET")) {
            return refusal(request, 405, Map.of("Allow", "GET, HEAD"), "only GET and HEAD are allowed here");
        }
        String queryFault = request.queryFault();
        if (queryFault != null) {
            return refusal(request, 400, Map.of(), queryFault);
        }
        if (!request.isHead() && slots.availablePermits() == 0) {
            // Before its headers are read, which may be long: who waits for a slot asks again and again.
            return tooMany(request);
        }
        NegotiatedFormat format = ExpositionFormat.negotiate(request.accept());
        ContentEncoding encoding = ContentEncoding.negotiate(request.acceptEncoding());
        Map<String, String> headers = headers(format, encoding);
        if (request.isHead()) {
            return new ScrapeResponse(200, headers, out -> {}, () -> answered(200));
        }
        @Nullable Timer timer = scrapeMetrics == null ? null : scrapeMetrics.duration().startTimer();
        ScrapeResponse response = new ScrapeResponse(200, headers, out -> write(request, format, encoding, out), () -> {
            slots.release();
            if (timer != null) {
                timer.close();
            }
            answered(200);
        });
        // Last, when nothing can fail any more and keep the slot for good.
        return slots.tryAcquire() ? response : tooMany(request);
    }

    private ScrapeResponse tooMany(ScrapeRequest request) {
        return refusal(request, 503, Map.of("Retry-After", "1"), "too many scrapes at once");
    }

    private void write(ScrapeRequest request, NegotiatedFormat format, ContentEncoding encoding, OutputStream out)
            throws IOException {
        Duration timeForCollectors = request.timeForCollectors();
        if (encoding == ContentEncoding.IDENTITY) {
            write(scraped, format, request.names(), out, timeForCollectors);
            return;
        }
        GzipStream gzip = new GzipStream(out, style.gzipLevel);
        try {
            write(scraped, format, request.names(), gzip, timeForCollectors);
            gzip.finish();
        } finally {
            gzip.release();
        }
    }

    private ScrapeResponse refusal(ScrapeRequest request, int status, Map<String, String> header, String reason) {
        Map<String, String> headers = headers("text/plain; charset=utf-8");
        headers.putAll(header);
        byte[] line = request.isHead() ? new byte[0] : (reason + "\n").getBytes(StandardCharsets.UTF_8);
        return new ScrapeResponse(
                status, Collections.unmodifiableMap(headers), out -> out.write(line), () -> answered(status));
    }

    private static Map<String, String> headers(NegotiatedFormat format, ContentEncoding encoding) {
        Map<String, String> headers = headers(format.contentType());
        headers.put("Vary", VARY);
        if (encoding == ContentEncoding.GZIP) {
            headers.put("Content-Encoding", "gzip");
        }
        return Collections.unmodifiableMap(headers);
    }

    /** Returns what every answer has: a browser shows it as what it is, and runs nothing in it. */
    private static Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", "default-src 'none'");
        return headers;
    }

    private void answered(int status) {
        if (scrapeMetrics != null) {
            scrapeMetrics.answered(status);
        }
    }
}

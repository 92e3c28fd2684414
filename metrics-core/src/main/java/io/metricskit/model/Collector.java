package io.metricskit.model;

/**
 * A source of samples of one family: the extension point of a registry.
 *
 * <p>The metric types are collectors; write your own to show values that another component keeps.
 *
 * <pre>{@code
 * final class PoolCollector implements Collector {
 *     public Descriptor descriptor() {
 *         return new Descriptor("pool_size", "Connections in the pool.", MetricType.GAUGE);
 *     }
 *     public void collect(SampleSink sink) {
 *         sink.sample(Labels.of("pool", "a"), 3);
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #collect} runs at each scrape, and never under a lock of ours. It may be called by several threads at once:
 * the scrapes of one exposition run it one after the other, but pushes and other exporters run beside them. A scrape
 * over HTTP runs it on a daemon thread that is there for this scrape, one collector after the other; it is not
 * interrupted. One that has not returned when the scrape must be answered is left out, and is not asked again before it
 * returns. {@code Exposition.write}, and with it a push, runs it on the caller's thread, without a deadline.
 *
 * <p>When it throws, takes too long, writes more than 1 MiB, or gives samples that the family's type does not allow,
 * the family is left out of that scrape, {@code metrics_collector_errors_total} counts it, and the other families are
 * not affected.
 */
public interface Collector {

    /**
     * Returns what the family is; the same at each call.
     *
     * @return name, help, type and unit
     */
    Descriptor descriptor();

    /**
     * Writes the family's current samples, each series at most once.
     *
     * @param sink where to write them; valid during this call only
     */
    void collect(SampleSink sink);
}

package io.metricskit.model;

/**
 * A collector that answers at once: it reads values that are there, and neither waits nor calls what might.
 *
 * <p>A scrape gives other collectors a thread of their own and a deadline. It asks this one on its own thread, which
 * saves a change of threads; but if it hangs, so does the scrape. Several scrapes may ask it at once.
 *
 * <pre>{@code
 * record Uptime(long startNanos) implements PromptCollector {
 *     public Descriptor descriptor() {
 *         return new Descriptor("uptime_seconds", "Time since the start.", MetricType.GAUGE);
 *     }
 *     public void collect(SampleSink sink) {
 *         sink.sample((System.nanoTime() - startNanos) / 1e9);
 *     }
 * }
 * }</pre>
 */
public interface PromptCollector extends Collector {}

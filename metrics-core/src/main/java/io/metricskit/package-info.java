/**
 * The registry and the metric types: what an application uses.
 *
 * <p>A {@link Registry} holds metrics, each a {@link Counter}, {@link Gauge}, {@link Summary} or {@link Histogram}. A
 * metric has a series for each set of {@link io.metricskit.model.Labels} that was recorded to it. To show a registry to
 * Prometheus, give it to a {@link io.metricskit.http.MetricsServer}, a {@link io.metricskit.push.Pusher} or an
 * {@link io.metricskit.exposition.Exposition}.
 */
@NullMarked
package io.metricskit;

import org.jspecify.annotations.NullMarked;

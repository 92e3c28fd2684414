/** What an application touches: registries, counters, gauges, summaries and histograms. */
@NullMarked
package io.metricskit;

import org.jspecify.annotations.NullMarked;

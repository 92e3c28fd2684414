/** Samples to bytes: the formats, the Accept header, and {@code Exposition}, the one door of every exporter. */
@NullMarked
package io.metricskit.exposition;

import org.jspecify.annotations.NullMarked;

/** From samples to bytes: the formats, the Accept header, and {@code Exposition}, which all exporters use. */
@NullMarked
package io.metricskit.exposition;

import org.jspecify.annotations.NullMarked;

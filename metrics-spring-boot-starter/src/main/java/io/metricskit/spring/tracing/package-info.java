/** Where exemplars come from: the trace that a recording is made in. */
@NullMarked
package io.metricskit.spring.tracing;

import org.jspecify.annotations.NullMarked;

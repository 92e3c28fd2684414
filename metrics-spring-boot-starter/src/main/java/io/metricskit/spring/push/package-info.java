/** Pushing the metrics of an application again and again. */
@NullMarked
package io.metricskit.spring.push;

import org.jspecify.annotations.NullMarked;

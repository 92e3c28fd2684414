/** Pushes the metrics of an application at an interval. */
@NullMarked
package io.metricskit.spring.push;

import org.jspecify.annotations.NullMarked;

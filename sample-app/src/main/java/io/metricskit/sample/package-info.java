/** A small order service, to see the starter at work. */
@NullMarked
package io.metricskit.sample;

import org.jspecify.annotations.NullMarked;

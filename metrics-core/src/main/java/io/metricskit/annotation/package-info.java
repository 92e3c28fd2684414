/** Annotations for methods whose calls are to be measured. They need no Spring. */
@NullMarked
package io.metricskit.annotation;

import org.jspecify.annotations.NullMarked;

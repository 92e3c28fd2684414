/** Annotations for methods whose calls are to be measured; they need nothing but this module. */
@NullMarked
package io.metricskit.annotation;

import org.jspecify.annotations.NullMarked;

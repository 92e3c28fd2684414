/** Benchmarks of annotated methods beside Micrometer's and a proxy that does nothing. */
@NullMarked
package io.metricskit.spring.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * Benchmarks of the core beside client_java, Micrometer and a limit: the least that could do the same work.
 *
 * <p>Each class of benchmarks has one method for each of them, named {@code metricskit}, {@code limit}, {@code clientJava}
 * and {@code micrometer}, or takes them as the parameter {@code library}.
 */
@NullMarked
package io.metricskit.benchmarks;

import org.jspecify.annotations.NullMarked;

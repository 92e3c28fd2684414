/** The application whose start is measured, with whatever metrics its class path brings. */
@NullMarked
package io.metricskit.spring.benchmarks.shop;

import org.jspecify.annotations.NullMarked;

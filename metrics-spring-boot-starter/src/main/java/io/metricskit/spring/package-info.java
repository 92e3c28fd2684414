/** What the instrumentation of calls and of requests shares. */
@NullMarked
package io.metricskit.spring;

import org.jspecify.annotations.NullMarked;

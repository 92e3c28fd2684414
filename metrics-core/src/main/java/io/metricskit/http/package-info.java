/** A small HTTP server for programs that have none: it answers scrapes. */
@NullMarked
package io.metricskit.http;

import org.jspecify.annotations.NullMarked;

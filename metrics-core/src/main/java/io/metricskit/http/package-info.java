/** What answers scrapes: a small HTTP server for programs that have none, and a servlet for containers. */
@NullMarked
package io.metricskit.http;

import org.jspecify.annotations.NullMarked;

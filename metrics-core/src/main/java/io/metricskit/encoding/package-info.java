/**
 * Bytes: the buffer that every format writes to, escaping, the format of numbers, and what labels hash to. Not
 * exported.
 */
@NullMarked
package io.metricskit.encoding;

import org.jspecify.annotations.NullMarked;

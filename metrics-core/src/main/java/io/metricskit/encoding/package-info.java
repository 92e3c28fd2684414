/** Bytes: the buffer that every format writes to, escaping, and the spelling of numbers. Not exported. */
@NullMarked
package io.metricskit.encoding;

import org.jspecify.annotations.NullMarked;

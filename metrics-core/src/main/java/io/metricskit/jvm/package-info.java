/** What the JVM and its process say about themselves, as collectors. */
@NullMarked
package io.metricskit.jvm;

import org.jspecify.annotations.NullMarked;

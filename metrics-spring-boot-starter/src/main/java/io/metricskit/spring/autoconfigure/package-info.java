/** The wiring: what an application gets from having the starter on its class path. Nothing imports this package. */
@NullMarked
package io.metricskit.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;

/** Pushes metrics to a Pushgateway, for programs that cannot be scraped. */
@NullMarked
package io.metricskit.push;

import org.jspecify.annotations.NullMarked;

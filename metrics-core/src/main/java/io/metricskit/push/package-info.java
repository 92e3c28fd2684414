/** Pushing metrics to a Pushgateway, for what cannot be scraped. */
@NullMarked
package io.metricskit.push;

import org.jspecify.annotations.NullMarked;

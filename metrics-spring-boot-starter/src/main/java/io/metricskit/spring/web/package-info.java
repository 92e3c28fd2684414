/** The endpoint that a Prometheus server scrapes, and the metrics of requests, in Spring MVC and in Spring WebFlux. */
@NullMarked
package io.metricskit.spring.web;

import org.jspecify.annotations.NullMarked;

/** The endpoint that a Prometheus server scrapes, in servlet applications with Spring MVC. */
@NullMarked
package io.metricskit.spring.web;

import org.jspecify.annotations.NullMarked;

/**
 * Aspects that measure the calls of annotated methods of Spring beans: three advisors over one engine,
 * {@link io.metricskit.spring.aop.AnnotatedMethods}.
 */
@NullMarked
package io.metricskit.spring.aop;

import org.jspecify.annotations.NullMarked;

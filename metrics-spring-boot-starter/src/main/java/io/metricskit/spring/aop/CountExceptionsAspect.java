package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;

/**
 * The advisor that counts the exceptions that calls end with, where {@link CountExceptions} asks for it.
 *
 * <p>It needs an auto-proxy creator, which Spring Boot brings. What is measured, and what a proxy cannot see, is said
 * at {@link AnnotatedMethods}. Safe for use by many threads.
 */
public final class CountExceptionsAspect extends AnnotationAdvisor {

    /**
     * Creates the advisor.
     *
     * @param methods the engine, shared with the other advisors of the context
     * @param order the place among all advisors: the lower, the further outside
     */
    public CountExceptionsAspect(AnnotatedMethods methods, int order) {
        super(methods.countExceptions(), order);
    }
}

package io.metricskit.spring.aop;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** All that can be measured about a method, as {@link MeasuredCalls} reads it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Timed(
        name = "work_seconds",
        labels = {"result=#result", "exception=#exception"})
@InProgress("work_in_progress")
@CountExceptions("work_failures_total")
@interface Measured {}

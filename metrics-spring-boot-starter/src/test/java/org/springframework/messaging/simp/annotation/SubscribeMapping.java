package org.springframework.messaging.simp.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of Spring, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface SubscribeMapping {}

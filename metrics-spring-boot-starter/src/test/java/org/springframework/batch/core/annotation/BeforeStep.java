package org.springframework.batch.core.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of Spring Batch, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface BeforeStep {}

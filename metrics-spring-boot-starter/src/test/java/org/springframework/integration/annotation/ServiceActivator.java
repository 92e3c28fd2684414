package org.springframework.integration.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of Spring Integration, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceActivator {}

package org.springframework.amqp.rabbit.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** That of Spring AMQP, which is not on the class path of the tests. */
@Retention(RetentionPolicy.RUNTIME)
public @interface RabbitListener {}

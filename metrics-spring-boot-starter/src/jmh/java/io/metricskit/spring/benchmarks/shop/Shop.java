package io.metricskit.spring.benchmarks.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** A web application that says when it is ready, and on which port. */
@SpringBootApplication
public class Shop {

    /** What the line begins with that tells the port. */
    public static final String READY = "ready on port ";

    /** Starts the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @EventListener
    void tell(ApplicationReadyEvent event) {
        System.out.println(
                READY + event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port"));
    }
}

package io.metricskit.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs the order service. */
@SpringBootApplication
public class SampleApplication {

    /**
     * Starts the service.
     *
     * @param args command line arguments for Spring Boot
     */
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}

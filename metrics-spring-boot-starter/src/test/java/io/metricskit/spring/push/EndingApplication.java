package io.metricskit.spring.push;

import io.metricskit.Registry;
import io.metricskit.spring.autoconfigure.MetricsExpositionAutoConfiguration;
import io.metricskit.spring.autoconfigure.MetricsPushAutoConfiguration;
import io.metricskit.spring.autoconfigure.MetricsRegistryAutoConfiguration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A program that counts one order and ends in the way that its last argument names. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    MetricsRegistryAutoConfiguration.class,
    MetricsExpositionAutoConfiguration.class,
    MetricsPushAutoConfiguration.class
})
class EndingApplication {

    /** How a program may end. */
    enum Ending {
        RETURN,
        EXCEPTION,
        EXIT,
        SIGTERM
    }

    public static void main(String[] arguments) throws InterruptedException {
        new SpringApplicationBuilder(EndingApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
        switch (Ending.valueOf(arguments[arguments.length - 1])) {
            case RETURN -> {
                // The JVM ends with its last thread that is no daemon, which is this one.
            }
            case EXCEPTION -> throw new IllegalStateException("the batch failed");
            case EXIT -> System.exit(3);
            case SIGTERM -> {
                System.out.println("running");
                Thread.currentThread().join();
            }
        }
    }

    @Bean
    CommandLineRunner work(Registry registry) {
        return arguments -> registry.counter("orders_total", "Orders.").inc();
    }
}

package io.metricskit.docs;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
final class StartUpTime {

    private final Gauge seconds;

    StartUpTime(Registry registry) {
        this.seconds =
                registry.gauge("application_start_up_seconds", "Time from the start to readiness; 0 before that.");
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getTimeTaken() != null) {
            seconds.set(event.getTimeTaken().toMillis() / 1000.0);
        }
    }
}

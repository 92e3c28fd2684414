package io.metricskit.spring.autoconfigure;

import io.metricskit.Counter;
import io.metricskit.Registry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller of Spring MVC or of WebFlux that counts. */
@RestController
final class VisitController {

    private final Counter visits;

    VisitController(Registry registry) {
        visits = registry.counter("visits_total", "Visits.");
    }

    @GetMapping("/visit")
    String visit() {
        visits.inc();
        return "welcome";
    }
}

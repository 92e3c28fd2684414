package io.metricskit.docs;

import io.metricskit.Counter;
import io.metricskit.Registry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

class PriceClient {

    private final RestClient rest;
    private final Counter asked;

    PriceClient(RestClient.Builder rest, Registry registry) {
        this.rest = rest.build();
        this.asked = registry.counter("prices_asked_total", "Prices asked for.");
    }

    @Nullable String of(String item) {
        asked.inc();
        return rest.get().uri("/prices/{item}", item).retrieve().body(String.class);
    }
}

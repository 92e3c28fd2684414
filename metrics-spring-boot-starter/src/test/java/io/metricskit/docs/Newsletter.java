package io.metricskit.docs;

import io.metricskit.Counter;
import io.metricskit.Registry;
import org.springframework.stereotype.Service;

@Service
class Newsletter {

    private final Counter sent;

    Newsletter(Registry registry) {
        this.sent = registry.counter("newsletters_sent_total", "Newsletters sent.", "topic");
    }

    void send(String topic) {
        sent.labelValues(topic).inc();
    }
}

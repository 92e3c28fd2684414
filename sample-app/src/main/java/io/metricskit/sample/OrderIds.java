package io.metricskit.sample;

import io.metricskit.Counter;
import io.metricskit.Registry;
import java.util.UUID;

/**
 * Issues order ids, and counts them on the default registry: code that no container makes, such as this, has no registry
 * injected. The endpoint shows the default registry too.
 */
final class OrderIds {

    private static final Counter ISSUED =
            Registry.defaultRegistry().counter("order_ids_issued_total", "Order ids issued by this process.");

    String next() {
        ISSUED.inc();
        return UUID.randomUUID().toString();
    }
}

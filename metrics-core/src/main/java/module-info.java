/** Prometheus metrics without any runtime dependency: metric types, registry and exposition. */
module io.metricskit {
    requires static org.jspecify;

}

/** Prometheus metrics without any runtime dependency: metric types, registry and exposition. */
module io.metricskit {
    requires static transitive org.jspecify;

    exports io.metricskit;
    exports io.metricskit.annotation;
    exports io.metricskit.exposition;
    exports io.metricskit.model;
}

/**
 * Prometheus metrics without any runtime dependency: metric types, registry, exposition, a server for it, a client of
 * Pushgateways, and metrics of the JVM. The optional modules are those of the JDK that the last three take, and the
 * servlet API for {@link io.metricskit.http.MetricsServlet}.
 */
module io.metricskit {
    requires static jakarta.servlet;
    requires static org.jspecify;
    requires static jdk.httpserver;
    requires static java.management;
    requires static java.net.http;
    requires static jdk.management;

    exports io.metricskit;
    exports io.metricskit.annotation;
    exports io.metricskit.exposition;
    exports io.metricskit.http;
    exports io.metricskit.jvm;
    exports io.metricskit.model;
    exports io.metricskit.push;
}

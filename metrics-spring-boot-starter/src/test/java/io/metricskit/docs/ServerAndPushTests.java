package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import io.metricskit.Counter;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import io.metricskit.http.MetricsServer;
import io.metricskit.http.MetricsServlet;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.jvm.ProcessMetrics;
import io.metricskit.push.Pusher;
import io.metricskit.testkit.FreePort;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.ServletContainer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/server.md, docs/push.md and docs/jvm.md. */
final class ServerAndPushTests {

    private final Registry registry = new Registry();
    private final Counter done = registry.counter("done_total", "Work that is done.");
    private double whileWorking;
    private String logged = "";

    @Test
    void aServerIsThereForAsLongAsTheWork() throws Exception {
        try (MetricsServer server =
                MetricsServer.builder().registry(registry).port(9464).start()) {
            work();
        } catch (BindException taken) {
            abort("port 9464 is taken");
        }
        assertThat(whileWorking).isEqualTo(1);
    }

    @Test
    void aServletShowsTheRegistry() throws Exception {
        done.inc();
        try (ServletContainer container = ServletContainer.start("", servletContext -> {
            servletContext
                    .addServlet("metrics", new MetricsServlet(Exposition.of(registry)))
                    .addMapping("/metrics");
        })) {
            URI metrics = URI.create("http://127.0.0.1:" + container.port() + "/metrics");

            assertThat(ScrapeClient.scrape(metrics).value("done_total")).isEqualTo(1);
        }
    }

    @Test
    void anotherFrameworkAnswersAsTheServerDoes() throws IOException {
        done.inc();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Exposition exposition = Exposition.of(registry).forExporter();
        server.createContext("/metrics", exchange -> {
            ScrapeRequest request = ScrapeRequest.builder()
                    .method(exchange.getRequestMethod())
                    .headers(name -> joined(exchange.getRequestHeaders().get(name)))
                    .query(exchange.getRequestURI().getRawQuery())
                    .build();
            try (ScrapeResponse response = exposition.scrape(request)) {
                response.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(response.status(), request.method().equals("HEAD") ? -1 : 0);
                response.writeTo(exchange.getResponseBody());
            }
            exchange.getResponseBody().close();
        });
        server.start();
        try {
            URI metrics = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");

            assertThat(ScrapeClient.scrape(metrics).value("done_total")).isEqualTo(1);
            assertThat(ScrapeClient.scrape(metrics).value("metrics_scrapes_total", "code", "200"))
                    .isEqualTo(1);
            assertThat(ScrapeClient.scrape(URI.create(metrics + "?name%5B%5D=none_total"))
                            .hasFamily("done_total"))
                    .isFalse();
            try (RawClient client = new RawClient(server.getAddress().getPort())) {
                assertThat(client.request("HEAD", "/metrics").answer().status()).isEqualTo(200);
            }
        } finally {
            server.stop(0);
        }
    }

    private static String joined(List<String> lines) {
        return lines == null ? null : String.join(",", lines);
    }

    @Test
    void aJobPushesAtItsEnd() throws Exception {
        int free = FreePort.find();
        pushAtTheEnd("127.0.0.1:" + free);

        assertThat(done.get()).isEqualTo(1);
        assertThat(logged).contains("/metrics/job/nightly-import/instance/import-1");
    }

    @Test
    void aJobHasTheTimeOfItsSuccessOnlyAfterIt() {
        assertThat(Exposed.text(registry)).doesNotContain("import_last_success_timestamp_seconds");

        importOrders();
        registry.gauge("import_last_success_timestamp_seconds", "When an import last succeeded.")
                .setToCurrentTime();

        assertThat(Exposed.text(registry)).contains("import_last_success_timestamp_seconds 1");
    }

    @Test
    void jvmAndProcessAreShown() {
        JvmMetrics.register(registry);
        ProcessMetrics.register(registry);

        assertThat(Exposed.text(registry)).contains("jvm_threads_current ", "process_start_time_seconds ");
    }

    private void pushAtTheEnd(String address) {
        Pusher pusher = Pusher.builder("nightly-import", address)
                .groupingKey("instance", "import-1")
                .build();
        try {
            importOrders();
        } finally {
            try {
                pusher.replace(registry);
            } catch (IOException e) {
                log("the metrics could not be pushed: " + e.getMessage());
            }
        }
    }

    private void log(String message) {
        logged = message;
    }

    private void work() {
        done.inc();
        whileWorking =
                ScrapeClient.scrape(URI.create("http://127.0.0.1:9464/metrics")).value("done_total");
    }

    private void importOrders() {
        done.inc();
    }
}

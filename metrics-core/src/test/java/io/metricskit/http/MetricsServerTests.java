package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import com.sun.management.UnixOperatingSystemMXBean;
import io.metricskit.BrokenLog;
import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Gate;
import io.metricskit.testkit.HttpAnswer;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.PrometheusServer;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TestCertificate;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsServerTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Pattern CONNECTIONS =
            Pattern.compile("(\\d+) +\\d+ +sun\\.net\\.httpserver\\.HttpConnection ");

    private final Registry registry = new Registry();
    private final Counter events = registry.counter("events_total", "Number of events.", "kind");

    private MetricsServer start() throws IOException {
        events.labelValues("timer_expiry").inc();
        return MetricsServer.builder().registry(registry).start();
    }

    @Test
    void theMetricsAreServedWhereItSays() throws Exception {
        try (MetricsServer server = start()) {
            assertThat(server.baseUrl()).isEqualTo("http://127.0.0.1:" + server.port());
            assertThat(server.rootUrl()).isEqualTo(server.baseUrl() + "/");
            assertThat(server.metricsUrl()).isEqualTo(server.baseUrl() + "/metrics");
            assertThat(ScrapeClient.scrape(URI.create(server.metricsUrl()))
                            .value("events_total", "kind", "timer_expiry"))
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutARegistryItServesTheDefaultOne() throws Exception {
        Registry.defaultRegistry()
                .counter("server_test_total", "Here for a moment.")
                .inc();
        try (MetricsServer server = MetricsServer.builder().start()) {
            assertThat(ScrapeClient.scrape(URI.create(server.metricsUrl())).value("server_test_total"))
                    .isEqualTo(1);
        } finally {
            Registry.defaultRegistry().unregister("server_test_total");
        }
    }

    @Test
    void ofSeveralRegistriesTheFirstWinsANameAndLabelsAllFamilies() throws Exception {
        Registry first =
                Registry.builder().constLabels(Labels.of("service", "shop")).build();
        first.counter("visits_total", "Visits.").add(1);
        Registry second = new Registry();
        second.counter("visits_total", "Visits.").add(2);
        second.counter("orders_total", "Orders.").add(3);
        try (MetricsServer server =
                MetricsServer.builder().registry(first, second, registry).start()) {
            events.labelValues("timer_expiry").add(4);

            TextExposition scrape = ScrapeClient.scrape(URI.create(server.metricsUrl()));
            assertThat(scrape.value("visits_total", "service", "shop")).isEqualTo(1);
            assertThat(scrape.value("orders_total", "service", "shop")).isEqualTo(3);
            assertThat(scrape.value("events_total", "kind", "timer_expiry", "service", "shop"))
                    .isEqualTo(4);
        }
    }

    @Test
    void aRealPrometheusScrapesIt() throws Exception {
        try (MetricsServer server = start();
                PrometheusServer prometheus = PrometheusServer.scraping(URI.create(server.metricsUrl()))) {
            prometheus.awaitQuery("events_total{kind=\"timer_expiry\"}", 1, Duration.ofSeconds(30));
        }
    }

    @Test
    void theRootLinksToTheMetricsAndShowsNothingElse() throws Exception {
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .metricsPath("/internal/prom")
                .start()) {
            HttpResponse<String> page = send(server.rootUrl(), "GET");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(page.body()).contains("<a href=\"/internal/prom\">metrics</a>");
            assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);
            assertThat(send(server.baseUrl() + "/robots.txt", "GET").body()).isEqualTo("User-agent: *\nDisallow: /\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metricsfoo", "/%6Detrics", "/x", "/robots.txt/", "//x/metrics", "//x/", "///"})
    void otherPathsAreNotFound(String path) throws Exception {
        try (MetricsServer server = start()) {
            HttpResponse<String> response = send(server.baseUrl() + path, "GET");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("there is nothing here; the metrics are at /metrics\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, /", "POST, /robots.txt", "FOO, /"})
    void otherMethodsAreRefused(String method, String path) throws Exception {
        try (MetricsServer server = start()) {
            HttpResponse<String> response = send(server.baseUrl() + path, method);

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
            assertThat(response.body()).isEqualTo("only GET and HEAD are allowed here\n");
        }
    }

    @Test
    void passwordsAreAskedForOnEveryPath() throws Exception {
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .basicAuth("prometheus", "geheim: ä")
                .start()) {
            for (String url : List.of(server.metricsUrl(), server.rootUrl(), server.baseUrl() + "/robots.txt")) {
                assertThat(send(url, "GET").statusCode()).isEqualTo(401);
                assertThat(send(url, "GET", "Authorization", basic("prometheus:geheim"))
                                .statusCode())
                        .isEqualTo(401);
                assertThat(send(url, "GET", "Authorization", basic("admin:geheim: ä"))
                                .statusCode())
                        .isEqualTo(401);
                assertThat(send(url, "GET", "Authorization", "Basic !").statusCode())
                        .isEqualTo(401);
                assertThat(send(url, "GET", "Authorization", basic("prometheus:geheim: ä"))
                                .statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> refused = send(server.metricsUrl(), "GET");
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"metrics\", charset=\"UTF-8\"");
            assertThat(refused.body()).isEqualTo("a user name and a password are needed here\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"basic, 200", "BASIC, 200", "'Basic  ', 200", "Bearer, 401", "Basi, 401"})
    void theSchemeOfAPasswordHasNoCaseAndAnyBlanksBehindIt(String scheme, int status) throws Exception {
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .basicAuth("prometheus", "secret")
                .start()) {
            String credentials = basic("prometheus:secret").substring("Basic".length());

            assertThat(send(server.metricsUrl(), "GET", "Authorization", scheme + credentials)
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"http://here/metrics, 200", "http://here/, 200", "http://here/x, 404", "http://here, 404"})
    void aTargetMayBeAWholeAddressAsProxiesSendIt(String target, int status) throws Exception {
        try (MetricsServer server = start();
                RawClient client = new RawClient(server.port())) {
            assertThat(client.request("GET", target).answer().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"/, 200", "/robots.txt, 200", "/x, 404"})
    void headHasTheHeadersOfAPageAndNoBody(String path, int status) throws Exception {
        try (MetricsServer server = start();
                RawClient client = new RawClient(server.port())) {
            HttpAnswer answer = client.request("HEAD", path).answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
            assertThat(send(server.baseUrl() + path, "HEAD").headers().firstValue("X-Content-Type-Options"))
                    .contains("nosniff");
        }
    }

    @Test
    void aTakenPortIsAClearErrorAndALaterStartSucceeds() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertFailsToListen(MetricsServer.builder().port(port), "127.0.0.1:" + port);
        }
        try (MetricsServer server =
                MetricsServer.builder().registry(registry).port(port).start()) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsAClearError() {
        assertFailsToListen(MetricsServer.builder().address("192.0.2.1"), "192.0.2.1:0");
    }

    /** The reason is the operating system's, in its words. */
    private static void assertFailsToListen(MetricsServer.Builder builder, String where) {
        assertThatThrownBy(builder::start)
                .isInstanceOf(BindException.class)
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("cannot listen on " + where + ": "
                                + failure.getCause().getMessage()))
                .hasCauseInstanceOf(BindException.class);
    }

    @Test
    void oneDefinitionStartsServersThatAreClosedEachOnItsOwn() throws Exception {
        MetricsServer.Builder builder = MetricsServer.builder().registry(registry);
        try (MetricsServer first = builder.start()) {
            int port;
            try (MetricsServer second = builder.start()) {
                port = second.port();
                assertThat(port).isNotEqualTo(first.port());
                assertFailsToListen(builder.port(port), "127.0.0.1:" + port);
                assertThat(send(second.metricsUrl(), "GET").statusCode()).isEqualTo(200);
            }
            assertThat(send(first.metricsUrl(), "GET").statusCode()).isEqualTo(200);
            try (MetricsServer third = builder.start()) {
                assertThat(third.port()).isEqualTo(port);
                assertThat(send(third.metricsUrl(), "GET").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aClosedServerAnswersNoMore() throws Exception {
        MetricsServer server = start();
        assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);

        server.close();
        server.close();

        assertThatThrownBy(() -> send(server.metricsUrl(), "GET")).isInstanceOf(IOException.class);
    }

    @Test
    void closingKeepsTheInterruptOfTheCaller() throws Exception {
        MetricsServer server = start();
        Thread.currentThread().interrupt();

        server.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void noThreadFailsWhereAServerClosesDuringRequests() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            for (int i = 0; i < 30; i++) {
                MetricsServer server = start();
                CountDownLatch answers = new CountDownLatch(8);
                for (int client = 0; client < 4; client++) {
                    Thread thread = new Thread(() -> scrapeUntilItFails(server, answers));
                    thread.setDaemon(true);
                    thread.start();
                }
                assertThat(answers.await(30, TimeUnit.SECONDS)).isTrue();
                server.close();
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }

        assertThat(uncaught).isEmpty();
    }

    private static void scrapeUntilItFails(MetricsServer server, CountDownLatch answers) {
        try {
            while (true) {
                try (RawClient client = new RawClient(server.port()).request("GET", "/metrics")) {
                    client.answer();
                    answers.countDown();
                }
            }
        } catch (Exception | AssertionError closed) {
            // As it should be.
        }
    }

    @Test
    void answersDoNotWaitUntilTheClientHasAcknowledgedTheirHeaders() throws Exception {
        start().close();

        assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
    }

    @Test
    void aPropertyThatSomebodyHasSetIsKept() throws Exception {
        // The JDK has read it by then, so that nothing changes for other tests.
        start().close();
        System.setProperty("sun.net.httpserver.nodelay", "false");
        try {
            start().close();

            assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("false");
        } finally {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    @Test
    void twoHundredServersLeaveNothingBehindAlsoWhenTheyCloseDuringAScrape() throws Exception {
        long descriptors = openDescriptors();
        for (int i = 0; i < 200; i++) {
            MetricsServer server = start();
            try (RawClient client = new RawClient(server.port()).request("GET", "/metrics")) {
                if (i % 2 == 0) {
                    assertThat(client.answer().status()).isEqualTo(200);
                }
                server.close();
            }
        }

        Polling.until("no thread is left", LIMIT, MetricsServerTests::threads, List::isEmpty);
        Polling.until(
                "descriptors are given back",
                LIMIT,
                MetricsServerTests::openDescriptors,
                open -> open < descriptors + 50);
    }

    private static long openDescriptors() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("metrics-server-") || name.contains("HTTP-Dispatcher"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /", "GET /", "HEAD /metrics", "POST /metrics"})
    void clientsThatGoAwayBeforeTheirRequestIsWholeLeaveNothingBehind(String request) throws Exception {
        try (MetricsServer server = start()) {
            for (int i = 0; i < 200; i++) {
                try (RawClient client = new RawClient(server.port())) {
                    client.send(request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
                }
            }

            Polling.until("connections are forgotten", LIMIT, MetricsServerTests::connections, kept -> kept < 20);
        }
    }

    /** Returns how many connections of the JDK's server are reachable. */
    private static int connections() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Matcher line = CONNECTIONS.matcher(histogram);
            return line.find() ? Integer.parseInt(line.group(1)) : 0;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itDoesNotKeepAProgramRunning() throws Exception {
        try (MetricsServer server = start()) {
            send(server.metricsUrl(), "GET");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().contains("HTTP-Dispatcher")
                            || thread.getName().startsWith("metrics-server-"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    /** Skips a test of IPv6 on a machine that has none, such as many a container. */
    private static void assumeThereIs(String address) {
        assumeThatCode(() -> new ServerSocket(0, 1, InetAddress.getByName(address)).close())
                .doesNotThrowAnyException();
    }

    @Test
    void ipv6AddressesAreInBrackets() throws Exception {
        assumeThereIs("::1");
        try (MetricsServer server =
                MetricsServer.builder().registry(registry).address("::1").start()) {
            assertThat(server.metricsUrl()).isEqualTo("http://[::1]:" + server.port() + "/metrics");
            assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, true, 0", "0.0.0.0, false, 1", "::, false, 1", "127.0.0.1, false, 0", "::1, false, 0"})
    void aServerForAllInterfacesWithoutAPasswordIsWarnedAbout(String address, boolean password, int warnings)
            throws Exception {
        assumeThereIs(address);
        MetricsServer.Builder builder =
                MetricsServer.builder().registry(registry).address(address);
        if (password) {
            builder.basicAuth("a", "b");
        }
        try (LoggedLines log = new LoggedLines();
                MetricsServer server = builder.start()) {
            assertThat(log.warnings())
                    .hasSize(warnings)
                    .allMatch(line -> line.startsWith("Port " + server.port() + " shows the metrics to whoever"));
        }
    }

    @Test
    void aServerThatAsksClientsForCertificatesIsNotWarnedAbout(@TempDir Path folder) throws Exception {
        SSLContext certified = TestCertificate.in(folder).context();
        MetricsServer.Builder builder =
                MetricsServer.builder().registry(registry).address("0.0.0.0").ssl(certified, mutual(certified));
        try (LoggedLines log = new LoggedLines();
                MetricsServer server = builder.start()) {
            assertThat(log.warnings()).as(server.baseUrl()).isEmpty();
        }
    }

    @Test
    void aServerStartsAlsoWhereTheLogIsBroken() throws Exception {
        try (BrokenLog broken = new BrokenLog();
                MetricsServer server = MetricsServer.builder()
                        .registry(registry)
                        .address("0.0.0.0")
                        .start()) {
            assertThat(broken.warnings()).isEqualTo(1);
            assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void onAllInterfacesTheUrlIsOneOfThisMachine(String all) throws Exception {
        assumeThereIs(all);
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address(all)
                .basicAuth("a", "b")
                .start()) {
            assertThat(server.baseUrl()).isEqualTo("http://127.0.0.1:" + server.port());
            assertThat(send(server.baseUrl(), "GET", "Authorization", basic("a:b"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "metrics", "/robots.txt", "/a b", "/metrics/", "/a?b", "/<script>", "/..", "/a/./b"})
    void oddPathsAreRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().metricsPath(path))
                .withMessageContaining("but got '" + path + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/prom", "/-._~/Z9", "/...", "/.a/b..", "/robots.txt/metrics"})
    void otherPathsAreTaken(String path) throws Exception {
        try (MetricsServer server =
                MetricsServer.builder().registry(registry).metricsPath(path).start()) {
            assertThat(server).hasToString("metrics server at http://127.0.0.1:" + server.port() + path);
            assertThat(send(server.metricsUrl(), "GET").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void thePortsFromZeroTo65535AreTaken() {
        for (int port : new int[] {0, 1, 65535}) {
            assertThatCode(() -> MetricsServer.builder().port(port)).doesNotThrowAnyException();
        }
    }

    @Test
    void oddPortsUsersAndHostsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().port(65536))
                .withMessage("expected a port from 0 to 65535, but got 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().basicAuth("a:b", "c"))
                .withMessageContaining("without a colon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().basicAuth(":", "c"))
                .withMessageContaining("without a colon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().basicAuth("", "c"))
                .withMessage("expected a user name, but it is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsServer.builder().address(""))
                .withMessage("expected a name or an address of this machine, but it is empty");
        assertThatThrownBy(() ->
                        MetricsServer.builder().address("no-such-host.invalid").start())
                .isInstanceOf(BindException.class)
                .hasMessage("cannot listen on no-such-host.invalid: there is no such host");
    }

    @Test
    void withASslContextItIsAnHttpsServer(@TempDir Path folder) throws Exception {
        SSLContext certified = TestCertificate.in(folder).context();
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address("localhost")
                .ssl(certified)
                .start()) {
            assertThat(server.metricsUrl()).isEqualTo("https://localhost:" + server.port() + "/metrics");
            assertThat(scrape(server, certified).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> send(server.metricsUrl(), "GET")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theProtocolsOfAnHttpsServerAreThoseItWasGiven(@TempDir Path folder) throws Exception {
        SSLContext certified = TestCertificate.in(folder).context();
        SSLParameters newest = certified.getDefaultSSLParameters();
        newest.setProtocols(new String[] {"TLSv1.3"});
        SSLParameters older = certified.getDefaultSSLParameters();
        older.setProtocols(new String[] {"TLSv1.2"});
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address("localhost")
                .ssl(certified, newest)
                .start()) {
            HttpRequest scrape =
                    HttpRequest.newBuilder(URI.create(server.metricsUrl())).build();
            HttpClient.Builder client = HttpClient.newBuilder().sslContext(certified);

            assertThat(client.sslParameters(newest).build().send(scrape, BodyHandlers.ofString()))
                    .returns(200, HttpResponse::statusCode);
            assertThatThrownBy(() -> client.sslParameters(older).build().send(scrape, BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void anHttpsServerMayAskClientsForCertificates(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .address("localhost")
                .ssl(certificate.context(), mutual(certificate.context()))
                .start()) {
            assertThat(scrape(server, certificate.context()).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> scrape(server, certificate.contextWithoutKey()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static SSLParameters mutual(SSLContext context) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    private static HttpResponse<String> scrape(MetricsServer server, SSLContext context) throws Exception {
        HttpRequest scrape =
                HttpRequest.newBuilder(URI.create(server.metricsUrl())).build();
        return HttpClient.newBuilder().sslContext(context).build().send(scrape, BodyHandlers.ofString());
    }

    private static HttpResponse<String> impatientScrape(MetricsServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.metricsUrl()))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void clientsThatSendTooSlowlyAreCutAndHoldUpNobody() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .deadlines(new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2), LIMIT, LIMIT))
                .start()) {
            for (int i = 0; i < 300; i++) {
                slow.add(new RawClient(server.port()).send("GET /metr"));
            }
            assertThat(impatientScrape(server).statusCode()).isEqualTo(200);
            assertThat(slow).allMatch(RawClient::isCut);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /metr",
                "POST /nothing HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
            })
    void aBurstOfRequestsThatAreNeverFinishedHoldsUpNobody(String begun) throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (MetricsServer server = start()) {
            for (int i = 0; i < 300; i++) {
                slow.add(new RawClient(server.port()).send(begun));
            }
            assertThat(impatientScrape(server).statusCode()).isEqualTo(200);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatSendsByteByByteIsCutAsWell() throws Exception {
        try (MetricsServer server = MetricsServer.builder()
                        .registry(registry)
                        .deadlines(new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(20), LIMIT, LIMIT))
                        .start();
                RawClient client = new RawClient(server.port()).send("GET /")) {
            Polling.until("it is cut", LIMIT, () -> goesOn(client), goesOn -> !goesOn);
        }
    }

    private static boolean goesOn(RawClient client) {
        try {
            client.send("x");
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutThoughNobodyWaits() throws Exception {
        manySeries();
        try (MetricsServer server = MetricsServer.builder()
                        .registry(registry)
                        .deadlines(new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(1), LIMIT, LIMIT))
                        .start();
                RawClient client = new RawClient(server.port()).request("GET", "/metrics")) {
            Polling.until("it is cut", LIMIT, () -> goesOn(client), goesOn -> !goesOn);
        }
    }

    @Test
    void clientsThatDoNotReadAreCutAndHoldUpNobody() throws Exception {
        manySeries();
        List<RawClient> idle = new ArrayList<>();
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                // Long ones: only a scrape that waits has them cut.
                .deadlines(new Deadlines(LIMIT, LIMIT, LIMIT, LIMIT))
                .start()) {
            for (int i = 0; i < 20; i++) {
                idle.add(new RawClient(server.port()).send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"));
            }
            HttpResponse<String> scrape = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(server.metricsUrl() + "?name%5B%5D=metrics_scrapes_total"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(scrape.statusCode()).isEqualTo(200);
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /", "GET /", "HEAD /metrics", "GET /metrics", "POST /metrics"})
    void requestsWhoseBodiesNeverComeHoldUpNobody(String request) throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try (MetricsServer server = MetricsServer.builder().registry(registry).start()) {
            for (int i = 0; i < 200; i++) {
                idle.add(new RawClient(server.port())
                        .send(request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"));
            }

            assertThat(scrapeWithin(Duration.ofSeconds(20), server)).isEqualTo(200);
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    private static int scrapeWithin(Duration limit, MetricsServer server) throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create(server.metricsUrl()))
                .timeout(limit)
                .build();
        return HttpClient.newHttpClient().send(scrape, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void scrapesBeyondThoseThatMayWaitAreRefusedAtOnceAndTheFrontPageIsAnswered() throws Exception {
        AtomicReference<Gate> end = new AtomicReference<>(new Gate());
        Gauge.builder("slow").help("S.").callback(() -> end.get().passed()).register(registry);
        try (MetricsServer server = MetricsServer.builder()
                .registry(registry)
                .deadlines(new Deadlines(LIMIT, LIMIT, LIMIT, LIMIT))
                .start()) {
            refusesThoseBeyond(server, end.get());
            end.set(new Gate());
            // Those that have waited make room for others that do.
            refusesThoseBeyond(server, end.get());
        } finally {
            end.get().open();
        }
    }

    private static void refusesThoseBeyond(MetricsServer server, Gate end) throws Exception {
        int refused = 20;
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<Integer>> scrapes = new ArrayList<>();
        HttpRequest scrape =
                HttpRequest.newBuilder(URI.create(server.metricsUrl())).build();
        for (int i = 0; i < Exposition.MAX_SCRAPES + Workers.MAX_THREADS / 2 + refused; i++) {
            scrapes.add(client.sendAsync(scrape, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode));
        }
        Polling.until(
                "those beyond are refused",
                LIMIT,
                () -> scrapes.stream().filter(CompletableFuture::isDone).count(),
                done -> done >= refused);

        assertThat(send(server.baseUrl(), "GET").statusCode()).isEqualTo(200);
        assertThat(scrapes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                .hasSize(refused)
                .containsOnly(503);
        end.open();
        assertThat(scrapes.stream().map(CompletableFuture::join).filter(status -> status == 200))
                .hasSize(scrapes.size() - refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST"})
    void whatIsNoScrapeNeitherWaitsForSlowReadersNorCutsThem(String method) throws Exception {
        manySeries();
        List<RawClient> idle = new ArrayList<>();
        try (MetricsServer server = MetricsServer.builder().registry(registry).start()) {
            for (int i = 0; i < Exposition.MAX_SCRAPES; i++) {
                idle.add(new RawClient(server.port()).request("GET", "/metrics"));
            }
            assertThat(idle).as("each is answered").noneMatch(RawClient::isCut);

            send(server.metricsUrl(), method);

            for (RawClient client : idle) {
                assertThat(client.readAll()).as("the last chunk is there").endsWith("\r\n0\r\n\r\n");
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    private void manySeries() {
        Counter many = Counter.builder("many_total")
                .help("Makes a page of several megabytes.")
                .maxSeries(100_000)
                .register(registry);
        for (int i = 0; i < 60_000; i++) {
            many.inc(Labels.of("number", "a value that takes some space, with the number " + i));
        }
    }

    private static HttpResponse<String> send(String url, String method, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}

package io.metricskit.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.Counter;
import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Labels;
import io.metricskit.testkit.Polling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PusherTests {

    private final Registry registry = new Registry();
    private final Counter requests = registry.counter("requests_total", "Number of requests.");

    @Test
    void replaceAddAndDeleteAreRequestsOfTheirOwn() throws Exception {
        requests.inc(Labels.of("route", "/p/{user}"));
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address())
                    .groupingKey("instance", "127.0.0.1:1234")
                    .build();
            pusher.replace(registry);
            pusher.add(registry);
            pusher.delete();

            assertThat(gateway.requests())
                    .extracting(Gateway.Received::method)
                    .containsExactly("PUT", "POST", "DELETE");
            assertThat(gateway.requests())
                    .extracting(Gateway.Received::path)
                    .containsOnly("/metrics/job/my-job/instance/127.0.0.1%3A1234");
            assertThat(gateway.requests().take().text()).isEqualTo("""
                    # HELP requests_total Number of requests.
                    # TYPE requests_total counter
                    requests_total{route="/p/{user}"} 1
                    """);
            assertThat(gateway.requests().take().headers().get("Content-type"))
                    .containsExactly("text/plain; version=0.0.4");
            assertThat(gateway.requests().take().body()).isEmpty();
        }
    }

    @Test
    void theAsynchronousFormsEndWhenTheReceiverHasAnswered() throws Exception {
        try (Gateway gateway = Gateway.answering(202, "")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();
            pusher.replaceAsync(registry).get(10, TimeUnit.SECONDS);
            pusher.addAsync(registry).get(10, TimeUnit.SECONDS);
            pusher.deleteAsync().get(10, TimeUnit.SECONDS);

            assertThat(gateway.requests())
                    .extracting(Gateway.Received::method)
                    .containsExactly("PUT", "POST", "DELETE");
        }
    }

    @Test
    void severalRegistriesAreReplacedAndAddedTogether() throws Exception {
        requests.inc();
        Registry another = new Registry();
        another.counter("jobs_total", "Number of jobs.").inc();
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();
            pusher.replace(Exposition.of(registry, another));
            pusher.add(Exposition.of(registry, another));

            assertThat(gateway.requests()).extracting(Gateway.Received::method).containsExactly("PUT", "POST");
            assertThat(gateway.requests())
                    .allSatisfy(received ->
                            assertThat(received.text()).contains("\nrequests_total 1\n", "\njobs_total 1\n"));
        }
    }

    @Test
    void itSaysWhereItPushesTo() {
        assertThat(Pusher.builder("my-job", "gateway:9091").build())
                .hasToString("pusher to http://gateway:9091/metrics/job/my-job");
    }

    @Test
    void bodiesMayBeCompressedAndRequestsHaveAPassword() throws Exception {
        requests.inc();
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.builder("my-job", gateway.address())
                    .gzip(true)
                    .basicAuth("user", "pässword")
                    .build()
                    .replace(registry);

            Gateway.Received received = gateway.requests().take();
            assertThat(received.headers().get("Content-encoding")).containsExactly("gzip");
            assertThat(received.headers().get("Authorization")).containsExactly("Basic dXNlcjpww6Rzc3dvcmQ=");
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(received.body())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .contains("requests_total 1\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"pässword, Basic dXNlcjpww6Rzc3dvcmQ=", "~~~???:, Basic dXNlcjp+fn4/Pz86"})
    void deletingHasThePasswordTooWhateverItsCharacters(String password, String header) throws Exception {
        try (Gateway gateway = Gateway.answering(202, "")) {
            Pusher.builder("my-job", gateway.address())
                    .basicAuth("user", password)
                    .build()
                    .delete();

            assertThat(gateway.requests().take().headers().get("Authorization")).containsExactly(header);
        }
    }

    @Test
    void noOtherVersionOfHttpIsAskedFor() throws Exception {
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.builder("my-job", gateway.address()).build().replace(registry);

            assertThat(gateway.requests().take().headers()).doesNotContainKeys("Upgrade", "Http2-settings");
        }
    }

    @Test
    void aBuilderMakesSeveralPushersThatKeepTheirOwnGroups() throws Exception {
        requests.inc(Labels.of("zone", "a"));
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.Builder builder = Pusher.builder("my-job", gateway.address()).groupingKey("instance", "b");
            Pusher first = builder.build();
            Pusher second = builder.groupingKey("zone", "c").build();
            first.replace(registry);
            second.delete();

            assertThat(gateway.requests())
                    .extracting(Gateway.Received::path)
                    .containsExactly("/metrics/job/my-job/instance/b", "/metrics/job/my-job/instance/b/zone/c");
        }
    }

    @Test
    void samplesGoWithoutTheirTimestampsWhichAPushgatewayRefuses() throws Exception {
        requests.inc();
        Gauge.builder("pool")
                .help("Pool 1 2.")
                .collect(sink -> {
                    sink.sample(Labels.of("name", "a} 1 2"), 3, 1_700_000_000_000L);
                    sink.sample(Labels.empty(), 4.5, 1);
                })
                .register(registry);
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.builder("my-job", gateway.address()).build().replace(registry);

            assertThat(gateway.requests().take().text()).isEqualTo("""
                    # HELP pool Pool 1 2.
                    # TYPE pool gauge
                    pool{name="a} 1 2"} 3
                    pool 4.5
                    # HELP requests_total Number of requests.
                    # TYPE requests_total counter
                    requests_total 1
                    """);
        }
    }

    @Test
    void otherReceiversHaveAPathOfTheirOwn() throws Exception {
        try (Gateway gateway = Gateway.answering(204, "")) {
            Pusher.builder("my-job", gateway.address() + "/")
                    .path("/api/v1/import/prometheus")
                    .build()
                    .add(registry);

            assertThat(gateway.requests().take().path()).isEqualTo("/api/v1/import/prometheus/job/my-job");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 404, 413, 429, 500, 503})
    void whatIsNot2xxIsAnExceptionWithStatusAndBody(int status) throws Exception {
        try (Gateway gateway = new Gateway(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] reason = "pushed metrics are invalid\nor inconsistent".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, reason.length);
            exchange.getResponseBody().write(reason);
        })) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();

            assertThatThrownBy(() -> pusher.replace(registry))
                    .isInstanceOfSatisfying(PushException.class, e -> {
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.body()).isEqualTo("pushed metrics are invalid\nor inconsistent");
                    })
                    .hasMessage("PUT " + gateway.address() + "/metrics/job/my-job: expected a status of 2xx, but got "
                            + status + ": 'pushed metrics are invalid\\nor inconsistent'");
            assertThat(gateway.requests()).hasSize(1);
        }
    }

    @Test
    void everyKindOfPushWaitsForTheAnswerAndFailsWhereItIsARefusal() throws Exception {
        try (Gateway gateway = Gateway.answering(400, "")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();
            Exposition exposition = Exposition.of(registry);

            assertThatThrownBy(() -> pusher.replace(registry)).isInstanceOf(PushException.class);
            assertThatThrownBy(() -> pusher.replace(exposition)).isInstanceOf(PushException.class);
            assertThatThrownBy(() -> pusher.add(registry)).isInstanceOf(PushException.class);
            assertThatThrownBy(() -> pusher.add(exposition)).isInstanceOf(PushException.class);
            assertThatThrownBy(() -> pusher.delete()).isInstanceOf(PushException.class);
        }
    }

    @Test
    void blanksAroundTheReasonAreNotInTheMessage() throws Exception {
        try (Gateway gateway = Gateway.answering(400, "no such group\n")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();

            assertThatThrownBy(() -> pusher.delete())
                    .hasMessageEndingWith("but got 400: 'no such group'")
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.body()).isEqualTo("no such group\n"));
        }
    }

    @Test
    void aBlankAnswerIsNoReason() throws Exception {
        try (Gateway gateway = Gateway.answering(400, " \n")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();

            assertThatThrownBy(() -> pusher.delete()).hasMessageEndingWith("but got 400");
        }
    }

    @Test
    void onlyTheFirstKilobyteOfAnEndlessAnswerIsRead() throws Exception {
        try (Gateway gateway = new Gateway(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            while (true) {
                exchange.getResponseBody().write("no ".repeat(1000).getBytes(StandardCharsets.UTF_8));
            }
        })) {
            Pusher pusher = Pusher.builder("my-job", gateway.address()).build();

            assertThatThrownBy(() -> pusher.replace(registry))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.body()).hasSize(1024));
        }
    }

    @Test
    void theConnectionOfAnEndlessAnswerIsCut() throws Exception {
        CompletableFuture<IOException> cut = new CompletableFuture<>();
        try (Gateway gateway = new Gateway(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[1024]);
                }
            } catch (IOException e) {
                cut.complete(e);
                throw e;
            }
        })) {
            CompletableFuture<Void> push =
                    Pusher.builder("my-job", gateway.address()).build().deleteAsync();

            assertThat(cut.get(30, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(() -> push.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(PushException.class);
        }
    }

    @Test
    void anAnswerThatBreaksOffStillHasItsStatus() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(
                    () -> answer(server, "HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\ntry"));
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + server.getLocalPort())
                    .build();

            assertThatThrownBy(() -> pusher.delete()).isInstanceOfSatisfying(PushException.class, e -> {
                assertThat(e.status()).isEqualTo(503);
                assertThat(e.body()).isEqualTo("try");
            });
            answered.join();
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsShownShortAndWithoutControlCharacters() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered =
                    CompletableFuture.runAsync(() -> answer(server, "\u001b[2J" + "x".repeat(1000) + "\r\n\r\n"));
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + server.getLocalPort())
                    .build();

            assertThatThrownBy(() -> pusher.delete())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("DELETE http://127.0.0.1:" + server.getLocalPort())
                    .hasMessageContaining("/metrics/job/my-job failed: '")
                    .hasMessageContaining("\\u001b[2Jxxx")
                    .hasMessageEndingWith("xxx…'");
            answered.join();
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[8192]);
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAnIoException() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + port).build();

        assertThatThrownBy(() -> pusher.replace(registry))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "PUT http://127.0.0.1:" + port + "/metrics/job/my-job failed: nobody takes connections there")
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void anAddressThatNoNameServerKnowsIsAnIoException() {
        Pusher pusher = Pusher.builder("my-job", "http://gateway.invalid:9091").build();

        assertThatThrownBy(() -> pusher.replace(registry))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("PUT http://gateway.invalid:9091/metrics/job/my-job");
    }

    @Test
    void aReceiverToWhichNoConnectionComesAboutIsGivenUp() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + full.getLocalPort())
                    .timeout(Duration.ofMillis(300))
                    .build();

            assertThatThrownBy(() -> pusher.replace(registry)).isInstanceOf(HttpTimeoutException.class);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void connectingTakesFiveSecondsAtMost() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);

            assertThatThrownBy(() -> withoutHurry(full).replace(registry))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessageEndingWith("no whole answer within 5000 ms");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until the server, which accepts nobody, lets nobody wait any more. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        while (true) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    @Test
    void aReceiverThatNeverAnswersOrDripsIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                Gateway dripping = new Gateway(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                        sleep(50);
                    }
                })) {
            for (String address : new String[] {"http://127.0.0.1:" + silent.getLocalPort(), dripping.address()}) {
                Pusher pusher = Pusher.builder("my-job", address)
                        .timeout(Duration.ofMillis(500))
                        .build();

                assertThatThrownBy(() -> pusher.replace(registry))
                        .isInstanceOf(HttpTimeoutException.class)
                        .hasMessage("PUT " + address + "/metrics/job/my-job: no whole answer within 500 ms");
            }
        }
    }

    @Test
    void aPushThatFollowsOneThatWasGivenUpIsGivenUpToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + silent.getLocalPort())
                    .timeout(Duration.ofMillis(300))
                    .build();

            CompletableFuture<Throwable> again = pusher.replaceAsync(registry).handle((nothing, failure) -> {
                try {
                    pusher.replace(registry);
                    return new AssertionError("pushed");
                } catch (IOException e) {
                    return e;
                }
            });

            assertThat(again.get(10, TimeUnit.SECONDS)).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void anInterruptEndsAPush() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + silent.getLocalPort())
                    .build();
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    pusher.replace(registry);
                    stillInterrupted.completeExceptionally(new AssertionError("pushed"));
                } catch (InterruptedIOException e) {
                    stillInterrupted.complete(Thread.currentThread().isInterrupted());
                } catch (IOException e) {
                    stillInterrupted.completeExceptionally(e);
                }
            });
            thread.start();
            thread.interrupt();

            assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCancelledPushLetsGoOfItsConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> push = withoutHurry(silent).deleteAsync();
            try (Socket connection = silent.accept()) {
                push.cancel(true);

                assertThat(isLetGo(connection)).isTrue();
            }
        }
    }

    @Test
    void anInterruptedPushLetsGoOfItsConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Pusher pusher = withoutHurry(silent);
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    pusher.delete();
                } catch (IOException e) {
                    failure.complete(e);
                }
            });
            thread.start();
            try (Socket connection = silent.accept()) {
                thread.interrupt();

                assertThat(isLetGo(connection)).isTrue();
                assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
            }
        }
    }

    @Test
    void aPushThatIsGivenUpHasLetGoOfItsConnectionBeforeWhatFollows() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            Pusher pusher = Pusher.builder("my-job", "http://127.0.0.1:" + silent.getLocalPort())
                    .timeout(Duration.ofMillis(500))
                    .build();

            CompletableFuture<Boolean> letGo = pusher.deleteAsync().handle((nothing, failure) -> hasLetGo(silent));

            assertThat(letGo.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean hasLetGo(ServerSocket server) {
        try (Socket connection = server.accept()) {
            return isLetGo(connection);
        } catch (SocketTimeoutException neverConnected) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noThreadOfAPushKeepsAProgramRunning() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> push = withoutHurry(silent).deleteAsync();
            try {
                assertThat(threads("metrics-push")).isNotEmpty().allMatch(Thread::isDaemon);
            } finally {
                push.cancel(true);
            }
        }
    }

    @Test
    void theThreadsOfAPushEndWithIt() throws Exception {
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.builder("my-job", gateway.address())
                    .timeout(Duration.ofDays(1))
                    .build()
                    .replace(registry);

            Polling.until(
                    "no thread is left", Duration.ofSeconds(60), () -> threads("metrics-push"), Collection::isEmpty);
        }
    }

    @Test
    void pushersShareTheThreadsOfOneClient() throws Exception {
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher first = Pusher.builder("a-job", gateway.address()).build();
            first.replace(registry);
            List<Thread> before = threads("HttpClient-");

            Pusher second = Pusher.builder("my-job", gateway.address()).build();
            second.replace(registry);

            assertThat(threads("HttpClient-"))
                    .filteredOn(thread -> thread.getName().endsWith("-SelectorManager"))
                    .isNotEmpty()
                    .allMatch(before::contains);
            Reference.reachabilityFence(first);
        }
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    private static Pusher withoutHurry(ServerSocket server) {
        return Pusher.builder("my-job", "http://127.0.0.1:" + server.getLocalPort())
                .timeout(Duration.ofDays(1))
                .build();
    }

    private static boolean isLetGo(Socket connection) throws IOException {
        connection.setSoTimeout(10_000);
        try {
            connection.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aSeriesWithALabelOfTheGroupIsRefusedAndNothingIsSent() throws Exception {
        requests.inc(Labels.of("code", "a=\"instance\",x{} ", "instance", "a"));
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher pusher = Pusher.builder("my-job", gateway.address())
                    .groupingKey("instance", "b")
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pusher.replace(registry))
                    .withMessage(
                            "cannot push 'requests_total': it has the label 'instance', which is also a label of the"
                                    + " group, and the receiver would overwrite it");
            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void labelsInValuesAreNoLabels() throws Exception {
        requests.inc(Labels.of("code", "\\\",instance=\"x\"} 1\n#"));
        try (Gateway gateway = Gateway.answering(200, "")) {
            Pusher.builder("my-job", gateway.address())
                    .groupingKey("instance", "b")
                    .build()
                    .replace(registry);

            assertThat(gateway.requests()).hasSize(1);
        }
    }

    @Test
    void aHostThatDoesNotExistIsCalledThat() {
        assertThatThrownBy(() -> Pusher.builder("my-job", "http://gateway.invalid:9091")
                        .build()
                        .replace(registry))
                .isInstanceOf(ConnectException.class)
                .hasMessage("PUT http://gateway.invalid:9091/metrics/job/my-job failed: there is no such host");
    }

    @Test
    void anAddressToWhichNoNetworkLeadsIsNoReceiverThatRefuses() {
        Pusher pusher = Pusher.builder("my-job", "http://255.255.255.255:9091").build();

        assertThatThrownBy(() -> pusher.replace(registry))
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        e -> assertThat(e)
                                .hasMessage("PUT http://255.255.255.255:9091/metrics/job/my-job failed: "
                                        + e.getCause().getMessage()));
    }

    @Test
    void anUnderscoreInTheNameOfAHostIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pusher.builder("my-job", "push_gateway:9091").build())
                .withMessage(
                        "expected an address such as http://127.0.0.1:9091, but got 'push_gateway:9091': the name of"
                                + " a host has no underscore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway:9091/?token=geheim", "push_gateway/?token=geheim", "gateway/#geheim x"})
    void theQueryOfAnAddressIsRefusedAndNotPrinted(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pusher.builder("my-job", address).build())
                .withMessage("expected an address without query and fragment");
    }

    @Test
    void aNullInTheGroupingKeyIsRefusedWithTheNameOfItsLabel() {
        Pusher.Builder builder = Pusher.builder("my-job", "gateway");

        assertThatNullPointerException()
                .isThrownBy(() -> builder.groupingKey("instance", null))
                .withMessage("the value of instance must not be null");
    }

    @Test
    void oddGroupingKeysPathsAndTimeoutsAreRefused() {
        Pusher.Builder builder =
                Pusher.builder("my-job", "http://127.0.0.1:9091").groupingKey("a", "b");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.groupingKey("job", "x"))
                .withMessageContaining("'job'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.groupingKey("a", "c"))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.groupingKey("__x", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.groupingKey("", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.groupingKey("a\uD800", "c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.groupingKey("b", "x\uD800y"))
                .withMessage(
                        "the value of b: expected Unicode, but got 'x\\ud800y', which has half a surrogate pair in it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pusher.builder("\uD800", "gateway"))
                .withMessageStartingWith("job: expected Unicode");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("metrics"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path("/a?b=1"))
                .withMessage("expected a path without query and fragment, but got '/a?b=1'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path("/a#b"))
                .withMessage("expected a path without query and fragment, but got '/a#b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path("/metrics/"))
                .withMessageContaining("'/metrics/'");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofMillis(-1)))
                .withMessage("expected a timeout of more than 0, but got PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.basicAuth(":", "secret"))
                .withMessage("expected a user name without a colon, but got ':'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageContaining("a day at most");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.basicAuth("", "secret"))
                .withMessage("expected a user name, but it is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pusher.builder("", "http://127.0.0.1:9091"))
                .withMessageContaining("empty");
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

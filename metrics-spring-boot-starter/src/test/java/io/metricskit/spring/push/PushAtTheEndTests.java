package io.metricskit.spring.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a program ends, its metrics are pushed once more; each program here is a JVM of its own. */
final class PushAtTheEndTests {

    private static final long LIMIT_SECONDS = 120;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @ParameterizedTest
    @EnumSource(EndingApplication.Ending.class)
    void theLastPushShowsWhatTheProgramDid(EndingApplication.Ending ending) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndingApplication.class.getName(),
                        "--metrics.push.enabled=true",
                        "--metrics.push.interval=1h",
                        "--metrics.push.job=batch",
                        "--metrics.push.address=http://127.0.0.1:"
                                + gateway.getAddress().getPort(),
                        ending.name())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = program.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                if (line.equals("running")) {
                    // Process.destroy() would close the output too.
                    program.toHandle().destroy();
                }
                line = output.readLine();
            }
            assertThat(program.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }

        assertThat(received).singleElement().satisfies(body -> assertThat(body).contains("orders_total 1\n"));
    }
}

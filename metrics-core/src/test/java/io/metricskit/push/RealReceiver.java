package io.metricskit.push;

import io.metricskit.testkit.FreePort;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real receiver of pushes, as a process of its own on a free loopback port. */
final class RealReceiver implements AutoCloseable {

    private final Process process;
    private final String address;

    /**
     * Starts it, and waits until it is ready.
     *
     * @param readyPath what answers with 200 then
     * @param listen the flag that takes the address to listen at
     */
    RealReceiver(Path executable, String readyPath, String listen, String... flags) throws IOException {
        int port = FreePort.find();
        address = "http://127.0.0.1:" + port;
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), listen + "=127.0.0.1:" + port);
        builder.command().addAll(List.of(flags));
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Polling.until(
                executable + " is ready",
                Duration.ofSeconds(30),
                () -> ScrapeClient.get(URI.create(address + readyPath)).statusCode(),
                status -> status == 200);
    }

    String address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

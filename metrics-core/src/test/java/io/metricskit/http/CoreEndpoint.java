package io.metricskit.http;

import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import java.util.List;

/** An endpoint without a framework, whose server logs through java.util.logging. */
record CoreEndpoint(int port, Registry registry, LoggedLines log, AutoCloseable server) implements RunningEndpoint {

    CoreEndpoint(int port, Registry registry, AutoCloseable server) {
        this(port, registry, new LoggedLines(""), server);
    }

    @Override
    public List<String> warnings() {
        return log.warnings();
    }

    @Override
    public void close() throws Exception {
        server.close();
        log.close();
    }
}

package io.metricskit.http;

import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import java.io.IOException;
import java.util.List;

/** The server that needs no other. */
final class MetricsServerContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() throws IOException {
        LoggedLines log = new LoggedLines("");
        Registry registry = new Registry();
        MetricsServer server = MetricsServer.builder().registry(registry).start();
        return new RunningEndpoint() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public Registry registry() {
                return registry;
            }

            @Override
            public List<String> warnings() {
                return log.warnings();
            }

            @Override
            public void close() {
                server.close();
                log.close();
            }
        };
    }
}

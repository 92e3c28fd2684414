package io.metricskit.http;

import io.metricskit.Registry;
import java.io.IOException;

/** The server that needs no other. */
final class MetricsServerContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() throws IOException {
        Registry registry = new Registry();
        MetricsServer server = MetricsServer.builder().registry(registry).start();
        return new CoreEndpoint(server.port(), registry, server);
    }
}

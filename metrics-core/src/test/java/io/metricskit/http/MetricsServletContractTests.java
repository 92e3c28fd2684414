package io.metricskit.http;

import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.ServletContainer;
import java.util.List;

/** A servlet in a container without a framework, here Tomcat, and mapped to a prefix. */
final class MetricsServletContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() throws Exception {
        LoggedLines log = new LoggedLines("");
        Registry registry = new Registry();
        ServletContainer container = ServletContainer.start(
                "",
                context -> context.addServlet("metrics", new MetricsServlet(Exposition.of(registry)))
                        .addMapping("/metrics/*"));
        return new RunningEndpoint() {
            @Override
            public int port() {
                return container.port();
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
            public String sent(String contentType) {
                return ServletContainer.sent(contentType);
            }

            @Override
            public void close() throws Exception {
                container.close();
                log.close();
            }
        };
    }
}

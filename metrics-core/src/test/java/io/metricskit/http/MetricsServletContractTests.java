package io.metricskit.http;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.testkit.ServletContainer;

/** A servlet in a container without a framework, here Tomcat, and mapped to a prefix. */
final class MetricsServletContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() throws Exception {
        Registry registry = new Registry();
        MetricsServlet servlet = new MetricsServlet(Exposition.of(registry));
        ServletContainer container = ServletContainer.start(
                "", context -> context.addServlet("metrics", servlet).addMapping("/metrics/*"));
        return new CoreEndpoint(container.port(), registry, container);
    }

    @Override
    protected String sent(String contentType) {
        return ServletContainer.sent(contentType);
    }
}

package io.metricskit.spring.autoconfigure;

import io.metricskit.http.EndpointContract;
import io.metricskit.http.RunningEndpoint;
import io.metricskit.testkit.ServletContainer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The endpoint in an application on Spring MVC and Tomcat. */
final class MetricsEndpointContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() {
        return new ApplicationEndpoint(Application.class, "servlet");
    }

    @Override
    protected String sent(String contentType) {
        return ServletContainer.sent(contentType);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}

package io.metricskit.spring.autoconfigure;

import io.metricskit.http.EndpointContract;
import io.metricskit.http.RunningEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint in an application on WebFlux and Netty. */
final class MetricsReactiveEndpointContractTests extends EndpointContract {

    @Override
    protected RunningEndpoint start() {
        return new ApplicationEndpoint(Application.class, "reactive");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        /** Spring Boot takes Tomcat where both are there. */
        @Bean
        NettyReactiveWebServerFactory netty() {
            return new NettyReactiveWebServerFactory();
        }
    }
}

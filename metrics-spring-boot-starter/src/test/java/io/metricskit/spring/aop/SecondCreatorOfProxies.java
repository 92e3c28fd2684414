package io.metricskit.spring.aop;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts another proxy around the proxies that Spring Boot makes. */
@Configuration(proxyBeanMethods = false)
public class SecondCreatorOfProxies {

    @Bean
    static DefaultAdvisorAutoProxyCreator secondCreator() {
        return new DefaultAdvisorAutoProxyCreator();
    }
}

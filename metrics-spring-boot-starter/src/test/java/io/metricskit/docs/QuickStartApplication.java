package io.metricskit.docs;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The application of the README and a client, which the tests of docs/testing.md find by themselves. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({GreetingService.class, GreetingController.class, Newsletter.class, PriceClient.class})
class QuickStartApplication {}

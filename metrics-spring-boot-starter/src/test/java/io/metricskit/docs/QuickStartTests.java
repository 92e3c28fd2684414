package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The README's quick start, followed to the letter. */
final class QuickStartTests {

    private static final List<String> SHOWN = shownOutput();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({GreetingService.class, GreetingController.class, Newsletter.class})
    static class Application {}

    @Test
    void curlShowsWhatTheReadmeShows() {
        try (ConfigurableApplicationContext context = start()) {
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            byte[] greeting = ScrapeClient.get(URI.create(base + "/greet/EN")).body();
            byte[] metrics = ScrapeClient.get(URI.create(base + "/metrics")).body();

            assertThat(new String(greeting, StandardCharsets.UTF_8)).isEqualTo(SHOWN.get(1));
            assertThat(greetings(new String(metrics, StandardCharsets.UTF_8).lines()))
                    .containsExactlyElementsOf(greetings(SHOWN.stream()));
        }
    }

    @Test
    void aMetricMadeByHandIsShownToo() {
        try (ConfigurableApplicationContext context = start()) {
            context.getBean(Newsletter.class).send("books");

            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            TextExposition scrape = ScrapeClient.scrape(URI.create(base + "/metrics"));

            assertThat(scrape.value("newsletters_sent_total", "application", "shop", "topic", "books"))
                    .isEqualTo(1);
        }
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "metrics.const-labels.application=shop")
                .run();
    }

    /** The lines about greetings, with the seconds masked, which differ from run to run. */
    private static List<String> greetings(Stream<String> lines) {
        return lines.filter(line -> line.contains("greeting_"))
                .map(line -> line.replaceAll("(quantile=\"[^\"]*\"}|_sum\\S*) \\S+$", "$1 SECONDS"))
                .toList();
    }

    private static List<String> shownOutput() {
        return Markdown.blocks("console").stream()
                .filter(block -> block.content().startsWith("$ curl"))
                .findFirst()
                .orElseThrow()
                .content()
                .lines()
                .toList();
    }
}

package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The names in docs/migrating.md are those that Micrometer and the starter show. */
@EnabledOnOs(OS.LINUX)
final class MicrometerNamesTests {

    private static final Pattern LABELS = Pattern.compile(" \\(`[^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b(?:http|jvm|process)_[a-z_]+");
    private static final List<String[]> ROWS = rows();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void allNamesThatChangeAreShown() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "management.endpoints.web.exposure.include=prometheus")
                .run()) {
            URI base = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
            System.gc();

            assertThat(ROWS).hasSizeGreaterThan(15);
            awaitNames(base.resolve("/actuator/prometheus"), 1);
            awaitNames(base.resolve("/metrics"), 2);
        }
    }

    /** The first scrape is a request that the next one shows, and the pause of a collection shows a moment later. */
    private static void awaitNames(URI endpoint, int column) {
        List<String> names = ROWS.stream().flatMap(row -> names(row[column])).toList();
        Polling.until(
                "all of " + names,
                Duration.ofSeconds(20),
                () -> missing(names, new String(ScrapeClient.get(endpoint).body(), StandardCharsets.UTF_8)),
                List::isEmpty);
    }

    private static List<String> missing(List<String> names, String page) {
        return names.stream()
                .filter(name -> !page.contains("# TYPE " + name + " "))
                .toList();
    }

    private static Stream<String> names(String cell) {
        return NAME.matcher(LABELS.matcher(cell).replaceAll("")).results().map(MatchResult::group);
    }

    private static List<String[]> rows() {
        String page = Markdown.read(Markdown.inRepository("docs/migrating.md"));
        String section = page.substring(page.indexOf("### Names that change"), page.indexOf("### Dashboards"));
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .toList();
    }
}

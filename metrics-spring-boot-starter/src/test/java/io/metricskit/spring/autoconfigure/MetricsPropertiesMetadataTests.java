package io.metricskit.spring.autoconfigure;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** Tests for what an editor offers for {@code metrics.} in {@code application.yml}. */
final class MetricsPropertiesMetadataTests {

    @SuppressWarnings("NullAway.Init")
    private static Map<String, Map<String, Object>> properties;

    @BeforeAll
    @SuppressWarnings("unchecked") // the shape of the file is Spring Boot's
    static void read() throws IOException {
        try (InputStream file =
                MetricsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            Map<String, Object> metadata = JsonParserFactory.getJsonParser()
                    .parseMap(new String(Objects.requireNonNull(file, "no metadata were made")
                            .readAllBytes()));
            properties = ((List<Map<String, Object>>) Objects.requireNonNull(metadata.get("properties")))
                    .stream().collect(toMap(property -> (String) property.get("name"), identity()));
        }
    }

    @Test
    void everyPropertyHasItsDefault() {
        assertThat(properties.keySet().stream().collect(toMap(identity(), MetricsPropertiesMetadataTests::defaultOf)))
                .containsOnly(
                        Map.entry("metrics.created-samples", false),
                        Map.entry("metrics.gzip-level", 1),
                        Map.entry("metrics.exemplars.enabled", true),
                        Map.entry("metrics.utf8-names", false),
                        Map.entry(
                                "metrics.http-requests.buckets",
                                List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)),
                        Map.entry("metrics.http-requests.enabled", true),
                        Map.entry("metrics.http-requests.exclude-paths", List.of()),
                        Map.entry("metrics.http-requests.group-status-codes", false),
                        Map.entry("metrics.http-requests.use-route-template", true),
                        Map.entry("metrics.jvm.enabled", true),
                        Map.entry("metrics.process.enabled", true),
                        Map.entry("metrics.push.address", "http://127.0.0.1:9091"),
                        Map.entry("metrics.push.enabled", false),
                        Map.entry("metrics.push.grouping-key", Map.of()),
                        Map.entry("metrics.push.interval", "15s"),
                        Map.entry("metrics.push.job", ""),
                        Map.entry("metrics.push.password", ""),
                        Map.entry("metrics.push.shutdown-operation", "replace"),
                        Map.entry("metrics.push.timeout", "5s"),
                        Map.entry("metrics.push.username", ""),
                        Map.entry("metrics.server.address", "127.0.0.1"),
                        Map.entry("metrics.server.enabled", false),
                        Map.entry("metrics.server.password", ""),
                        Map.entry("metrics.server.path", "/metrics"),
                        Map.entry("metrics.server.port", 9464),
                        Map.entry("metrics.server.ssl-bundle", ""),
                        Map.entry("metrics.server.username", ""),
                        Map.entry("metrics.enabled", true),
                        Map.entry("metrics.const-labels", Map.of()),
                        Map.entry("metrics.include-default-registry", true),
                        Map.entry("metrics.endpoint.enabled", true),
                        Map.entry("metrics.endpoint.path", "/metrics"),
                        Map.entry("metrics.aspects.enabled", true),
                        Map.entry("metrics.aspects.order", 0),
                        Map.entry("metrics.aspects.strict", false),
                        Map.entry("metrics.max-series-per-metric", 2000));
    }

    @Test
    void everyPropertyHasADescriptionOfOneSentence() {
        assertThat(properties.values())
                .allSatisfy(property -> assertThat(property.get("description"))
                        .asString()
                        .matches("[A-Z][^.]+\\.")
                        .doesNotContainIgnoringCase("default value"));
    }

    @Test
    void theDescriptionOfASwitchSaysWhether() {
        assertThat(properties.values())
                .filteredOn(property -> "java.lang.Boolean".equals(property.get("type")))
                .hasSize(15)
                .allSatisfy(property ->
                        assertThat(property.get("description")).asString().startsWith("Whether "));
    }

    private static Object defaultOf(String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(properties.get(name)).get("defaultValue"), () -> name + " has no default");
    }
}

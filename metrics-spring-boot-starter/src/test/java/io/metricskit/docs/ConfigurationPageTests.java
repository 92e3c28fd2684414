package io.metricskit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.ByteArrayResource;

/** docs/configuration.md has one row for each property of the generated metadata, and no other. */
final class ConfigurationPageTests {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    @Test
    void theTableIsTheGeneratedMetadata() {
        List<String> rows = Markdown.read(Markdown.inRepository("docs/configuration.md"))
                .lines()
                .filter(line -> line.startsWith("| `metrics."))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        properties().map(ConfigurationPageTests::row).toList());
    }

    @Test
    void allPropertiesShownInThePagesExist() {
        Set<String> known =
                properties().map(property -> (String) property.get("name")).collect(Collectors.toSet());

        for (Markdown.Block block : Markdown.blocks("yaml")) {
            assertThat(metricsProperties(block))
                    .allSatisfy(name -> assertThat(known)
                            .as("%s shows %s", block, name)
                            .anyMatch(property -> name.equals(property) || name.startsWith(property + ".")));
        }
    }

    private static List<String> metricsProperties(Markdown.Block block) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(block.content().getBytes(StandardCharsets.UTF_8)));
        Properties properties = Objects.requireNonNull(yaml.getObject());
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("metrics."))
                .toList();
    }

    private static String row(Map<String, Object> property) {
        Object defaultValue = property.get("defaultValue");
        return "| `" + property.get("name") + "` | " + ("".equals(defaultValue) ? "" : "`" + defaultValue + "` ") + "| "
                + property.get("description") + " |";
    }

    private static Stream<Map<String, Object>> properties() {
        try (InputStream json = ConfigurationPageTests.class.getResourceAsStream(METADATA)) {
            String text = new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> metadata = JsonParserFactory.getJsonParser().parseMap(text);
            return ((List<?>) metadata.get("properties"))
                    .stream().map(ConfigurationPageTests::asProperty).sorted(Comparator.comparing(property ->
                            (String) property.get("name")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // the metadata format: an object with string keys
    private static Map<String, Object> asProperty(Object property) {
        return (Map<String, Object>) property;
    }
}

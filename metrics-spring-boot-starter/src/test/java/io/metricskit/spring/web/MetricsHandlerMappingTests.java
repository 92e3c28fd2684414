package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.context.support.StaticWebApplicationContext;

/** Tests for {@link MetricsHandlerMapping}. */
final class MetricsHandlerMappingTests {

    private final MetricsController controller = new MetricsController(Exposition.of(new Registry()));

    @ParameterizedTest
    @ValueSource(
            strings = {"/metrics", "/internal/metrics", "/metrics.txt", "/.well-known/metrics", "/a...b", "/m-_~1:@"})
    void anExactPathIsMappedToTheController(String path) {
        MetricsHandlerMapping mapping = new MetricsHandlerMapping(path, controller);

        mapping.setApplicationContext(new StaticWebApplicationContext());

        assertThat(mapping.getHandlerMap()).containsExactlyEntriesOf(Map.of(path, controller));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "metrics",
                "/metrics/",
                "//metrics",
                "/a//b",
                "/metrics*",
                "/**",
                "/{path}",
                "/m?",
                "/a b",
                "/metrics#a",
                "/metrics;a=1",
                "/%6Detrics",
                "/..",
                "/a/../b",
                "/./a",
                "/métrics",
                "/metrics\n"
            })
    void anyOtherPathIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricsHandlerMapping(path, controller))
                .withMessageContaining("must begin with '/'")
                .withMessageEndingWith("but got '" + path.replace("\n", "\\n") + "'");
    }
}

package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link RequestLabels}. */
final class RequestLabelsTests {

    private final RequestLabels labels = RequestLabels.ofTemplates();
    private final RequestLabels grouped = RequestLabels.ofPaths().withGroupedStatuses();

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})
    void knownMethodsAreNamed(String method) {
        assertThat(labels.method(method)).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "GETS", "", "PROPFIND"})
    void otherMethodsAreOneValue(String method) {
        assertThat(labels.method(method)).isEqualTo("_OTHER");
    }

    @Test
    void theRouteIsThePathOnlyWhereThatIsAskedFor() {
        assertThat(labels.fixedRoute("/a")).isNull();
        assertThat(labels.withGroupedStatuses().fixedRoute("/a")).isNull();
        assertThat(RequestLabels.ofPaths().fixedRoute("/a")).isEqualTo("/a");
        assertThat(grouped.fixedRoute("/a")).isEqualTo("/a");
    }

    @Test
    void theParametersOfAPathAreNotPartOfTheRoute() {
        RequestLabels paths = RequestLabels.ofPaths();

        assertThat(paths.fixedRoute("/a;jsessionid=1")).isEqualTo("/a");
        assertThat(paths.fixedRoute("/a;v=1;w/b;x/")).isEqualTo("/a/b/");
        assertThat(paths.fixedRoute("/;x")).isEqualTo("/");
    }

    @Test
    void statusesAreSpelledOrGrouped() {
        assertThat(labels.status(100)).isEqualTo("100");
        assertThat(labels.status(599)).isEqualTo("599");
        assertThat(RequestLabels.ofPaths().status(404)).isEqualTo("404");
        assertThat(grouped.status(100)).isEqualTo("1xx");
        assertThat(grouped.status(404)).isEqualTo("4xx");
        assertThat(grouped.status(599)).isEqualTo("5xx");
    }

    @Test
    void statusesThatHttpDoesNotKnowAreSpelled() {
        assertThat(labels.status(0)).isEqualTo("0");
        assertThat(labels.status(999)).isEqualTo("999");
        assertThat(grouped.status(600)).isEqualTo("600");
    }

    @Test
    void theErrorIsTheExceptionOrTheServersStatus() {
        assertThat(labels.error(200, null)).isEmpty();
        assertThat(labels.error(499, null)).isEmpty();
        assertThat(labels.error(500, null)).isEqualTo("500");
        assertThat(grouped.error(503, null)).isEqualTo("5xx");
        assertThat(labels.error(200, new IOException())).isEqualTo("java.io.IOException");
    }
}

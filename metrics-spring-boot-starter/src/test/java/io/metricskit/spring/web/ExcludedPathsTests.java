package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ExcludedPaths}. */
final class ExcludedPathsTests {

    private final ExcludedPaths excluded =
            ExcludedPaths.none().and("/health").and("/actuator/**").and("/users/{id}/picture");

    @ParameterizedTest
    @CsvSource({
        "/health, true",
        "/health/, false",
        "/healthy, false",
        "/actuator, true",
        "/actuator/info/x, true",
        "/actuators, false",
        "/users/7/picture, true",
        "/users/7, false"
    })
    void exactPathsAndPatternsAreExcluded(String path, boolean expected) {
        assertThat(excluded.contains(path)).isEqualTo(expected);
    }

    @Test
    void noneExcludesNothing() {
        assertThat(ExcludedPaths.none().contains("/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "health", "**", "/{a", "/a/**/{*b}"})
    void whatIsNoPathOrPatternIsRefused(String path) {
        assertThatThrownBy(() -> ExcludedPaths.none().and(path)).isInstanceOf(IllegalArgumentException.class);
    }
}

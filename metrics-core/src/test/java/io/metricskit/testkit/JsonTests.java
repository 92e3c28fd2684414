package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Json}. */
final class JsonTests {

    @Test
    void everyKindOfValueIsRead() {
        assertThat(Json.parse(" { \"a\" : [ 1 , -2.5e3 , true , false , null ] , \"b\" : { } , \"c\":[]}\n"))
                .isEqualTo(Map.of(
                        "a", Arrays.asList(1.0, -2500.0, true, false, null),
                        "b", Map.of(),
                        "c", List.of()));
    }

    @Test
    void stringsAreUnescaped() {
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude31 é\""))
                .isEqualTo("\"\\/\b\f\n\r\té😱 é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "{a:1}",
                "01",
                "1.",
                "+1",
                ".5",
                "NaN",
                "tru",
                "\"a",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12\"",
                "'a'",
                "1 2",
                "[1]]"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageStartingWith("JSON: expected ");
    }
}

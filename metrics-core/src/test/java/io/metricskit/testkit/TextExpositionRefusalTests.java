package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link TextExposition} with bodies that break one rule each. */
final class TextExpositionRefusalTests {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String GAUGE = "# TYPE g gauge\n";
    private static final String COUNTER = "# TYPE c counter\n";
    private static final String HISTOGRAM = "# TYPE h histogram\n";
    private static final String HISTOGRAM_END = "h_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n";
    private static final String SUMMARY = "# TYPE s summary\n";
    private static final String SUMMARY_END = "s_sum 1\ns_count 2\n";

    static Stream<Arguments> malformedBodies() {
        return Stream.of(
                arguments(GAUGE + "g 1", 2, "the last line must end in LF"),
                arguments("# TYPE g gauge\r\ng 1\r\n", 1, "a line must not end in CR"),
                arguments(GAUGE + "g 1\r\n", 2, "a line must not end in CR"),
                arguments("\uFEFF" + GAUGE + "g 1\n", 1, "a byte order mark must not be sent"),
                arguments(GAUGE + "\ng 1\n", 2, "a line must not be blank"),
                arguments(GAUGE + "g 1\n\n", 3, "a line must not be blank"),
                arguments("# a comment\n" + GAUGE + "g 1\n", 1, "a line must be HELP, TYPE or a sample"),
                arguments(GAUGE + "g 1\n# EOF\n", 3, "a line must be HELP, TYPE or a sample"),
                arguments("# HELP g\n" + GAUGE + "g 1\n", 1, "a line must be HELP, TYPE or a sample"),
                arguments("#  TYPE g gauge\ng 1\n", 1, "a line must be HELP, TYPE or a sample"),
                arguments("# UNIT g seconds\n" + GAUGE + "g 1\n", 1, "a line must be HELP, TYPE or a sample"),
                arguments("# HELP g a\n# HELP g b\n" + GAUGE + "g 1\n", 2, "HELP must come once, before TYPE"),
                arguments(GAUGE + "# HELP g a\ng 1\n", 2, "HELP must come once, before TYPE"),
                arguments(GAUGE + "g 1\n# HELP g a\n", 3, "HELP must come once, before TYPE"),
                arguments(GAUGE + GAUGE + "g 1\n", 2, "TYPE must come once, before samples"),
                arguments(GAUGE + "g 1\n" + GAUGE + "g{a=\"b\"} 1\n", 3, "TYPE must come once, before samples"),
                arguments("# HELP g a\ng 1\n", 2, "a sample must follow the TYPE of its family"),
                arguments("g 1\n", 1, "a sample must follow the TYPE of its family"),
                arguments("# HELP f a\n" + GAUGE + "g 1\n", 1, "HELP of f must be followed by its TYPE"),
                arguments(GAUGE + "g 1\n# HELP f a\n", 3, "HELP of f must be followed by its TYPE"),
                arguments(GAUGE + COUNTER + "c 1\n", 1, "a family must have samples"),
                arguments(GAUGE, 1, "a family must have samples"),
                arguments(GAUGE + "g 1\n" + COUNTER + "c 1\n" + GAUGE + "g 2\n", 5, "all lines of a family must be"),
                arguments(GAUGE + "g 1\n" + COUNTER + "c 1\n# HELP g a\n", 5, "it began at line 1"),
                arguments("# TYPE g info\ng 1\n", 1, "TYPE must be one of"),
                arguments("# TYPE g Gauge\ng 1\n", 1, "TYPE must be one of"),
                arguments(GAUGE + "f 1\n", 2, "sample f does not belong to gauge g"),
                arguments(COUNTER + "c_total 1\n", 2, "sample c_total does not belong to counter c"),
                arguments(COUNTER + "c 1\nc_created 1\n", 3, "sample c_created does not belong to counter c"),
                arguments(HISTOGRAM + "h 1\n", 2, "sample h does not belong to histogram h"),
                arguments(SUMMARY + "s_bucket{le=\"1.0\"} 1\n", 2, "sample s_bucket does not belong to summary s"),
                arguments("# TYPE 1g gauge\n1g 1\n", 1, "illegal metric name 1g"),
                arguments("# HELP my.metric a\n", 1, "illegal metric name my.metric"),
                arguments(GAUGE + "g-h 1\n", 2, "illegal metric name g-h"),
                arguments(GAUGE + "{\"my.metric\"} 1\n", 2, "illegal metric name"),
                arguments(GAUGE + " g 1\n", 2, "illegal metric name"),
                arguments(GAUGE + "g\t1\n", 2, "illegal metric name"),
                arguments(GAUGE + "g{a:b=\"c\"} 1\n", 2, "illegal label name a:b"),
                arguments(GAUGE + "g{1a=\"c\"} 1\n", 2, "illegal label name 1a"),
                arguments(GAUGE + "g{} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{a=\"b\",} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{a=\"b\", c=\"d\"} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{a=b} 1\n", 2, "expected '\"' for the label's value in quotes"),
                arguments(GAUGE + "g{a} 1\n", 2, "expected '=' for the label's value"),
                arguments(GAUGE + "g{a=\"b\"c=\"d\"} 1\n", 2, "expected '}' for a comma or the end"),
                arguments(GAUGE + "g{a=\"say \"hi\"\"} 1\n", 2, "expected '}' for a comma or the end"),
                arguments(GAUGE + "g{a=\"b\nc\"} 1\n", 2, "a label value must end in a quote"),
                arguments(GAUGE + "g{a=\"b\\\"} 1\n", 2, "a label value must end in a quote"),
                arguments(GAUGE + "g{a=\"\\t\"} 1\n", 2, "a label value knows the escapes"),
                arguments("# HELP g say \\\"hi\\\"\n" + GAUGE + "g 1\n", 1, "HELP knows the escapes"),
                arguments("# HELP g C:\\\n" + GAUGE + "g 1\n", 1, "HELP knows the escapes"),
                arguments(GAUGE + "g\n", 2, "expected ' ' for a value"),
                arguments(GAUGE + "g{a=\"b\"}1\n", 2, "expected ' ' for a value"),
                arguments(GAUGE + "g  1\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g Infinity\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g inf\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g nan\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g 1d\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g 1,5\n", 2, "a value must be a number, +Inf, -Inf or NaN"),
                arguments(GAUGE + "g 1 2.5\n", 2, "a timestamp must be whole milliseconds"),
                arguments(GAUGE + "g 1 -2\n", 2, "a timestamp must be whole milliseconds"),
                arguments(GAUGE + "g 1 \n", 2, "a timestamp must be whole milliseconds"),
                arguments(GAUGE + "g 1 # {trace_id=\"x\"} 1\n", 2, "a timestamp must be whole milliseconds"));
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(
                arguments(GAUGE + "g{__name__=\"f\"} 1\n", 2, "label name __name__ is reserved"),
                arguments(GAUGE + "g{a=\"1\",b=\"2\",a=\"3\"} 1\n", 2, "label a must not be given twice"),
                arguments(GAUGE + "g{a=\"\"} 1\n", 2, "label a is empty, which means absent"),
                arguments(GAUGE + "g 1\ng 2\n", 3, "series must not be written twice"),
                arguments(
                        GAUGE + "g{a=\"1\",b=\"2\"} 1\ng{b=\"2\",a=\"1\"} 1\n", 3, "series must not be written twice"),
                arguments(HISTOGRAM + "h_sum 1\n" + HISTOGRAM_END, 4, "series must not be written twice"),
                arguments(
                        HISTOGRAM + HISTOGRAM_END + "# TYPE h_count counter\nh_count{a=\"b\"} 1\n",
                        6,
                        "sample name belongs to two families, also to h"),
                arguments(GAUGE + "g 5.0\n", 2, "value must be spelled 5,"),
                arguments(GAUGE + "g 05\n", 2, "value must be spelled 5,"),
                arguments(GAUGE + "g +5\n", 2, "value must be spelled 5,"),
                arguments(GAUGE + "g 1e+06\n", 2, "value must be spelled 1000000,"),
                arguments(GAUGE + "g 1.50\n", 2, "value must be spelled 1.5,"),
                arguments(GAUGE + "g .5\n", 2, "value must be spelled 0.5,"),
                arguments(GAUGE + "g 0.0\n", 2, "value must be spelled 0,"),
                arguments(GAUGE + "g 1234567.5\n", 2, "value must be spelled 1.2345675e+06,"),
                arguments(GAUGE + "g 1.5e+05\n", 2, "value must be spelled 150000,"),
                arguments(GAUGE + "g 1.0E-4\n", 2, "value must be spelled 0.0001,"),
                arguments(GAUGE + "g 0.00001\n", 2, "value must be spelled 1e-05,"),
                arguments(GAUGE + "g 1e-5\n", 2, "value must be spelled 1e-05,"),
                arguments(GAUGE + "g 9.999999999999999e+22\n", 2, "value must be spelled 1e+23,"),
                arguments(GAUGE + "g 100000000000000000000\n", 2, "value must be spelled 1e+20,"),
                arguments(GAUGE + "g 1e+400\n", 2, "value must be spelled +Inf,"),
                arguments(COUNTER + "c -1\n", 2, "counter must be finite and not negative"),
                arguments(COUNTER + "c NaN\n", 2, "counter must be finite and not negative"),
                arguments(COUNTER + "c +Inf\n", 2, "counter must be finite and not negative"),
                arguments(HISTOGRAM + "h_bucket 2\nh_sum 1\nh_count 2\n", 2, "label le belongs on every h_bucket"),
                arguments(HISTOGRAM + "h_bucket{le=\"+Inf\"} 2\nh_sum{le=\"1.0\"} 1\n", 3, "label le belongs on every"),
                arguments(HISTOGRAM + bucket("1", 1) + HISTOGRAM_END, 2, "label le must be a number spelled 1.0,"),
                arguments(HISTOGRAM + bucket("1000000.0", 1) + HISTOGRAM_END, 2, "a number spelled 1e+06,"),
                arguments(HISTOGRAM + bucket("1.0E-4", 1) + HISTOGRAM_END, 2, "a number spelled 0.0001,"),
                arguments(HISTOGRAM + bucket("-0.0", 1) + HISTOGRAM_END, 2, "a number spelled 0.0,"),
                arguments(HISTOGRAM + bucket("NaN", 1) + HISTOGRAM_END, 2, "label le must be a number"),
                arguments(HISTOGRAM + bucket("Inf", 1) + HISTOGRAM_END, 2, "label le must be a number"),
                arguments(HISTOGRAM + "h_bucket{le=\"1.0\",a=\"b\"} 1\n", 2, "label le must be the last"),
                arguments(HISTOGRAM + bucket("2.0", 1) + bucket("1.0", 1) + HISTOGRAM_END, 3, "le must ascend"),
                arguments(HISTOGRAM + bucket("1.0", 3) + HISTOGRAM_END, 3, "buckets must be cumulative"),
                arguments(HISTOGRAM + bucket("1.0", 2) + "h_sum 1\nh_count 2\n", 4, "bucket le=\"+Inf\" is missing"),
                arguments(HISTOGRAM + "h_sum 0\nh_count 0\n", 3, "bucket le=\"+Inf\" is missing"),
                arguments(HISTOGRAM + bucket("+Inf", 2) + "h_sum 1\nh_count 3\n", 4, "_count must equal the +Inf"),
                arguments(
                        HISTOGRAM + bucket("+Inf", 9007199254740993L) + "h_sum 1\nh_count 9007199254740992\n",
                        4,
                        "_count must equal the +Inf bucket"),
                arguments(HISTOGRAM + bucket("+Inf", 2) + "h_count 2\n", 3, "_sum is missing"),
                arguments(HISTOGRAM + bucket("+Inf", 2) + "h_sum 2\n", 3, "_count is missing"),
                arguments(HISTOGRAM + "h_sum 1\n" + bucket("+Inf", 2) + "h_count 2\n", 3, "must come after every"),
                arguments(HISTOGRAM + "h_bucket{le=\"+Inf\"} 1.5\nh_sum 1\nh_count 2\n", 2, "a count must be whole"),
                arguments(HISTOGRAM + "h_bucket{le=\"+Inf\"} NaN\nh_sum 1\nh_count 2\n", 2, "a count must be whole"),
                arguments(HISTOGRAM + bucket("+Inf", 2) + "h_sum 1\nh_count -2\n", 4, "a count must be whole"),
                arguments(HISTOGRAM + bucket("+Inf", 2) + "h_sum 1\nh_count 1e+20\n", 4, "a count must be whole"),
                arguments(
                        HISTOGRAM + "h_bucket{a=\"1\",b=\"2\",le=\"+Inf\"} 2\nh_sum{b=\"2\",a=\"1\"} 1\n",
                        3,
                        "labels must be in the same order"),
                arguments(
                        HISTOGRAM + bucket("+Inf", 2) + "h_sum 1\nh_count 2\n" + group("a") + bucket("1.0", 2),
                        8,
                        "all lines of one label set must be together"),
                arguments(SUMMARY + "s 1\n" + SUMMARY_END, 2, "label quantile belongs on every s and nowhere else"),
                arguments(SUMMARY + "s_sum{quantile=\"0.5\"} 1\n", 2, "label quantile belongs on every s"),
                arguments(SUMMARY + quantile(".5", "1") + SUMMARY_END, 2, "quantile must be a number spelled 0.5,"),
                arguments(SUMMARY + quantile("1", "1") + SUMMARY_END, 2, "quantile must be a number spelled 1.0,"),
                arguments(SUMMARY + quantile("1.5", "1") + SUMMARY_END, 2, "quantile must lie in 0 to 1"),
                arguments(SUMMARY + quantile("-0.5", "1") + SUMMARY_END, 2, "quantile must lie in 0 to 1"),
                arguments(
                        SUMMARY + quantile("0.9", "1") + quantile("0.5", "1") + SUMMARY_END, 3, "quantile must ascend"),
                arguments(
                        SUMMARY + quantile("0.5", "2") + quantile("0.9", "1") + SUMMARY_END,
                        3,
                        "quantile values must not fall"),
                arguments(
                        SUMMARY + quantile("0.5", "NaN") + quantile("0.9", "1") + SUMMARY_END,
                        3,
                        "all quantiles of a label set are NaN, or none is"),
                arguments(
                        SUMMARY + quantile("0.5", "1") + quantile("0.9", "NaN") + SUMMARY_END,
                        3,
                        "all quantiles of a label set are NaN, or none is"),
                arguments(SUMMARY + quantile("0.5", "1") + "s_sum 1\n", 3, "_count is missing"),
                arguments(SUMMARY + "s_count 1\n", 2, "_sum is missing"),
                arguments(SUMMARY + "s_sum 1\ns_count 1.5\n", 3, "a count must be whole"));
    }

    @ParameterizedTest
    @MethodSource("malformedBodies")
    void aMalformedBodyIsRefusedByParsing(String body, int line, String rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.parse(bytes(body)))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void aWrongBodyIsRefusedByChecking(String body, int line, String rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.checked(CONTENT_TYPE, bytes(body)))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(rule);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] strayByte = (GAUGE + "g{a=\"ÿ\"} 1\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] cutShort = {'#', (byte) 0xE2, (byte) 0x82};

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.parse(strayByte))
                .withMessage("line 2: invalid UTF-8, in: g{a=\"…");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.parse(cutShort))
                .withMessage("line 1: invalid UTF-8, in: #…");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/html; version=0.0.4; charset=utf-8",
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                "text/plain; charset=utf-8",
                "text/plain; version=1.0.0; charset=utf-8",
                "text/plain; version=0.0.4",
                "text/plain; version=0.0.4; charset=iso-8859-1",
                "text/plain; version=0.0.4; charset=utf-8; charset=utf-8",
                "text/plain; version=0.0.4; charset=utf-8; version=0.0.4",
                "text/plain; version=0.0.4; charset=utf-8; escaping=none",
                "text/plain; version=0.0.4; charset=utf-8; q=1",
                "text/plain; version=0.0.4; charset=utf-8;",
                "text/plain, version=0.0.4; charset=utf-8"
            })
    void theContentTypeIsRefused(@Nullable String contentType) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.checked(contentType, bytes(GAUGE + "g 1\n")))
                .withMessageStartingWith("Content-Type");
    }

    @Test
    void quotedNamesAreRefusedUnlessTheContentTypeAllowsThem() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.checkedUtf8(
                        "text/plain; version=1.0.0; charset=utf-8; escaping=dots",
                        bytes("# TYPE \"g.a\" gauge\n{\"g.a\"} 1\n")))
                .withMessageContaining("illegal metric name \"g.a\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "text/plain; version=1.0.0; charset=utf-8",
                "text/plain; version=1.0.0; charset=utf-8; escaping=none"
            })
    void theContentTypeIsRefusedForVersionOne(String contentType) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TextExposition.checkedUtf8(contentType, bytes(GAUGE + "g 1\n")))
                .withMessageStartingWith("Content-Type");
    }

    @Test
    void whatVersionOneDoesNotHaveIsRefused() {
        for (String body : new String[] {
            GAUGE + "g 1 # {} 1\n",
            GAUGE + "{\"g\"} 1\n",
            "# UNIT g a\n" + GAUGE + "g 1\n",
            GAUGE + "g 1\n# EOF\n",
            "# TYPE g unknown\ng 1\n"
        }) {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> TextExposition.checkedUtf8(bytes(body)));
        }
    }

    private static String bucket(String bound, long value) {
        return "h_bucket{le=\"" + bound + "\"} " + value + "\n";
    }

    private static String group(String label) {
        return "h_bucket{" + label + "=\"1\",le=\"+Inf\"} 0\nh_sum{" + label + "=\"1\"} 0\nh_count{" + label
                + "=\"1\"} 0\n";
    }

    private static String quantile(String rank, String value) {
        return "s{quantile=\"" + rank + "\"} " + value + "\n";
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

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

/** Tests for {@link OpenMetricsExposition} with bodies that break one rule each; the end marker is added to each. */
final class OpenMetricsExpositionRefusalTests {
    private static final String GAUGE = "# TYPE g gauge\n";
    private static final String COUNTER = "# TYPE c counter\n";
    private static final String HISTOGRAM = "# TYPE h histogram\n";
    private static final String SUMMARY = "# TYPE s summary\n";

    static Stream<Arguments> layouts() {
        return Stream.of(
                arguments(GAUGE + "\ng 1\n", 2, "a line must not be blank"),
                arguments(GAUGE + "g 1\r\n", 2, "a line must not end in CR"),
                arguments("# a comment\n", 1, "a line must be HELP, TYPE, UNIT or a sample"),
                arguments("#\n", 1, "a line must be HELP, TYPE, UNIT or a sample"),
                arguments("# HELP g\n" + GAUGE + "g 1\n", 1, "a line must be HELP, TYPE, UNIT or a sample"),
                arguments("#  TYPE g gauge\ng 1\n", 1, "a line must be HELP, TYPE, UNIT or a sample"),
                arguments("# TYPE  g gauge\ng 1\n", 1, "illegal metric name"),
                arguments("# TYPE g  gauge\ng 1\n", 1, "TYPE must be one of"),
                arguments("# TYPE g gauge \ng 1\n", 1, "TYPE must be one of"),
                arguments("# TYPE g untyped\ng 1\n", 1, "TYPE must be one of"),
                arguments("# TYPE 1g gauge\n1g 1\n", 1, "illegal metric name 1g"),
                arguments("# TYPE \"g.a\" gauge\n", 1, "illegal metric name \"g.a\""),
                arguments(GAUGE + GAUGE + "g 1\n", 2, "TYPE must come once, before samples"),
                arguments("# HELP g a\n# HELP g b\n" + GAUGE + "g 1\n", 2, "HELP must come once, before samples"),
                arguments("# UNIT g a\n# UNIT g a\n" + GAUGE + "g 1\n", 2, "UNIT must come once, before samples"),
                arguments(GAUGE + "g 1\n# HELP g a\n", 3, "HELP must come once, before samples"),
                arguments(GAUGE + "g 1\n# UNIT g a\n", 3, "UNIT must come once, before samples"),
                arguments("# HELP g say \"hi\"\n" + GAUGE + "g 1\n", 1, "a quote in HELP must be escaped"),
                arguments("# HELP g C:\\dir\n" + GAUGE + "g 1\n", 1, "HELP knows the escapes \\\\, \\\" and \\n only"),
                arguments("g 1\n", 1, "a sample must follow the TYPE of its family"),
                arguments("# HELP f a\n" + GAUGE + "g 1\n", 1, "HELP of f must be followed by its TYPE"),
                arguments("# UNIT f a\n" + GAUGE + "g 1\n", 1, "UNIT of f must be followed by its TYPE"),
                arguments(GAUGE + "g 1\n" + COUNTER + "c_total 1\n" + GAUGE + "g 2\n", 5, "it began at line 1"),
                arguments(COUNTER + "c 1\n", 2, "sample c does not belong to counter c"),
                arguments(GAUGE + "g_total 1\n", 2, "sample g_total does not belong to gauge g"),
                arguments(GAUGE + "g_created 1\n", 2, "sample g_created does not belong to gauge g"),
                arguments(HISTOGRAM + "h 1\n", 2, "sample h does not belong to histogram h"),
                arguments(HISTOGRAM + "h_gsum 1\n", 2, "sample h_gsum does not belong to histogram h"),
                arguments(SUMMARY + "s_bucket{le=\"1.0\"} 1\n", 2, "sample s_bucket does not belong to summary s"),
                arguments("# TYPE i info\ni 1\n", 2, "sample i does not belong to info i"),
                arguments("# TYPE q gaugehistogram\nq_sum 1\n", 2, "q_sum does not belong to gaugehistogram q"),
                arguments(GAUGE + "g  1\n", 2, "a value must be a number"),
                arguments(GAUGE + "g 1 \n", 2, "a timestamp must be seconds"),
                arguments(GAUGE + "g 1 NaN\n", 2, "a timestamp must be seconds"),
                arguments(GAUGE + "g 1 +Inf\n", 2, "a timestamp must be seconds"),
                arguments(GAUGE + "g\t1\n", 2, "illegal metric name"),
                arguments(GAUGE + "g{} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{a=\"b\",} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{a=\"b\", c=\"d\"} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "g{\"a.b\"=\"c\"} 1\n", 2, "illegal label name"),
                arguments(GAUGE + "{\"g.a\"} 1\n", 2, "illegal metric name"),
                arguments(GAUGE + "g{a=\"\\t\"} 1\n", 2, "a label value knows the escapes"),
                arguments(COUNTER + "c_total 1 #{} 1\n", 2, "expected ' ' for the exemplar's labels"),
                arguments(COUNTER + "c_total 1 # 1\n", 2, "expected '{' for the exemplar's labels"),
                arguments(COUNTER + "c_total 1 # {}\n", 2, "expected ' ' for the exemplar's value"),
                arguments(COUNTER + "c_total 1 # {} \n", 2, "a value must be a number"),
                arguments(COUNTER + "c_total 1 # {} 1 x\n", 2, "a timestamp must be seconds"),
                arguments(COUNTER + "c_total 1 # {} 1 2 3\n", 2, "a timestamp must be seconds"),
                arguments(COUNTER + "c_total 1 # {a=b} 1\n", 2, "expected '\"' for the label's value in quotes"),
                arguments(COUNTER + "c_total 1  # {} 1\n", 2, "a timestamp must be seconds"),
                arguments(COUNTER + "c_total 1 2 {} 1\n", 2, "expected '#' for an exemplar"));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments(GAUGE + "g{__name__=\"f\"} 1\n", 2, "label name __name__ is reserved"),
                arguments(GAUGE + "g{a=\"1\",a=\"2\"} 1\n", 2, "label a must not be given twice"),
                arguments(GAUGE + "g{a=\"\"} 1\n", 2, "label a is empty"),
                arguments(GAUGE + "g 1\ng 2\n", 3, "series must not be written twice"),
                arguments(GAUGE + "g 5.0\n", 2, "value must be spelled 5,"),
                arguments("# TYPE g_a gauge\n# UNIT g_a b\ng_a 1\n", 1, "the name must end in its unit"),
                arguments("# TYPE seconds gauge\n# UNIT seconds seconds\nseconds 1\n", 1, "must end in its unit"),
                arguments("# TYPE c_total counter\n# UNIT c_total seconds\nc_total_total 1\n", 1, "end in its unit"),
                arguments("# TYPE i_a info\n# UNIT i_a a\ni_a_info 1\n", 1, "info must have no unit"),
                arguments("# TYPE d_a stateset\n# UNIT d_a a\nd_a{d_a=\"x\"} 1\n", 1, "stateset must have no unit"),
                arguments(COUNTER + "c_total 1\n# TYPE c gauge\n", 3, "TYPE must come once"),
                arguments(COUNTER + "c_total 1\n# TYPE c_created gauge\nc_created 1\n", 3, "c_created also belongs to"),
                arguments(
                        "# TYPE c_total gauge\nc_total 1\n" + COUNTER + "c_total{a=\"b\"} 1\n",
                        4,
                        "sample name belongs to two families, also to c_total"),
                arguments(
                        "# TYPE h_count gauge\nh_count 1\n" + HISTOGRAM + "h_bucket{le=\"+Inf\"} 1\n",
                        3,
                        "the name h_count also belongs to gauge h_count"),
                arguments("# TYPE i info\ni_info 1\n# TYPE i_info gauge\ni_info{a=\"b\"} 1\n", 4, "to two families"),
                arguments(COUNTER + "c_total -1\n", 2, "counter must be finite and not negative"),
                arguments(COUNTER + "c_total NaN\n", 2, "counter must be finite and not negative"),
                arguments(COUNTER + "c_created 1\n", 2, "_total is missing in the label set that ends here"),
                arguments(COUNTER + "c_created 1\nc_total 1\n", 3, "_created must come after every c_total"),
                arguments(
                        COUNTER + "c_total{a=\"1\"} 1\nc_total{a=\"2\"} 1\nc_created{a=\"1\"} 1\n",
                        4,
                        "all lines of one label set must be together"),
                arguments(
                        COUNTER + "c_total{a=\"1\",b=\"1\"} 1\nc_created{b=\"1\",a=\"1\"} 1\n",
                        3,
                        "labels must be in the same order"),
                arguments(HISTOGRAM + "h_bucket 2\n", 2, "label le belongs on every h_bucket"),
                arguments(HISTOGRAM + bucket("1", 1), 2, "label le must be a number spelled 1.0"),
                arguments(HISTOGRAM + bucket("1e7", 1), 2, "label le must be a number spelled 1e+07"),
                arguments(HISTOGRAM + bucket("2.0", 1) + bucket("1.0", 1), 3, "le must ascend"),
                arguments(HISTOGRAM + bucket("1.0", 2) + bucket("+Inf", 1), 3, "buckets must be cumulative"),
                arguments(HISTOGRAM + bucket("1.0", 2), 2, "bucket le=\"+Inf\" is missing"),
                arguments(HISTOGRAM + "h_sum 1\nh_count 1\n", 3, "bucket le=\"+Inf\" is missing"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_sum 1\nh_count 2\n", 4, "_count must equal the +Inf"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_sum 1\n", 3, "_count is missing"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_count 1\n", 3, "_sum is missing"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_sum -1\nh_count 1\n", 3, "a sum must be a number, and"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_sum NaN\nh_count 1\n", 3, "a sum must be a number, and"),
                arguments(
                        HISTOGRAM + bucket("-1.0", 0) + bucket("+Inf", 1) + "h_sum 1\nh_count 1\n",
                        4,
                        "a histogram with a negative bound must have neither _sum nor _count"),
                arguments(HISTOGRAM + "h_bucket{le=\"+Inf\"} 1.5\n", 2, "a count must be whole"),
                arguments(HISTOGRAM + "h_created 1\n" + bucket("+Inf", 1), 3, "_created must come after every"),
                arguments(
                        "# TYPE q gaugehistogram\nq_bucket{le=\"+Inf\"} 1\nq_gsum 1\nq_gcount 2\n",
                        4,
                        "_count must equal the +Inf bucket"),
                arguments("# TYPE q gaugehistogram\nq_bucket{le=\"+Inf\"} 1\nq_gsum 1\n", 3, "_gcount is missing"),
                arguments(
                        "# TYPE q gaugehistogram\nq_bucket{le=\"+Inf\"} 1\nq_gsum -1\nq_gcount 1\n",
                        3,
                        "a sum must be a number, and not negative"),
                arguments(SUMMARY + "s 1\n", 2, "label quantile belongs on every s"),
                arguments(SUMMARY + "s{quantile=\"1\"} 1\n", 2, "quantile must be a number spelled 1.0"),
                arguments(SUMMARY + "s{quantile=\"1.5\"} 1\n", 2, "quantile must lie in 0 to 1"),
                arguments(SUMMARY + "s{quantile=\"0.5\"} -1\n", 2, "a quantile's value must not be negative"),
                arguments(SUMMARY + "s_sum -1\n", 2, "a sum must be a number, and not negative"),
                arguments(SUMMARY + "s_sum NaN\n", 2, "a sum must be a number, and not negative"),
                arguments(SUMMARY + "s_count 1.5\n", 2, "a count must be whole"),
                arguments("# TYPE i info\ni_info 2\n", 2, "info must be 1"),
                arguments("# TYPE d stateset\nd{d=\"x\"} 2\n", 2, "a state must be 0 or 1"),
                arguments("# TYPE d stateset\nd 1\n", 2, "label d belongs on every d"),
                arguments(GAUGE + "g 1 # {} 1\n", 2, "an exemplar belongs on _total and _bucket alone"),
                arguments(COUNTER + "c_total 1\nc_created 1 # {} 1\n", 3, "an exemplar belongs on _total and"),
                arguments(HISTOGRAM + bucket("+Inf", 1) + "h_sum 1\nh_count 1 # {} 1\n", 4, "an exemplar belongs on"),
                arguments(SUMMARY + "s{quantile=\"0.5\"} 1 # {} 1\n", 2, "an exemplar belongs on _total and"),
                arguments(COUNTER + "c_total 1 # {a=\"1\",a=\"2\"} 1\n", 2, "label a must not be given twice"),
                arguments(COUNTER + "c_total 1 # {__a=\"1\"} 1\n", 2, "label name __a is reserved"),
                arguments(
                        COUNTER + "c_total 1 # {ab=\"" + "x".repeat(127) + "\"} 1\n",
                        2,
                        "an exemplar's labels must have at most 128 code points, not 129"),
                arguments(
                        HISTOGRAM + "h_bucket{le=\"1.0\"} 1 # {} 1.5\n" + bucket("+Inf", 1),
                        2,
                        "an exemplar must lie in its bucket, got 1.5"),
                arguments(
                        HISTOGRAM + bucket("1.0", 1) + "h_bucket{le=\"+Inf\"} 1 # {} 1\n",
                        3,
                        "an exemplar must lie in its bucket, got 1.0"),
                arguments(
                        HISTOGRAM + "h_bucket{le=\"+Inf\"} 1 # {} NaN\n",
                        2,
                        "an exemplar must lie in its bucket, got NaN"));
    }

    static Stream<Arguments> quotedNames() {
        return Stream.of(
                arguments("# TYPE \"g\" gauge\n", 1, "metric name g needs no quotes"),
                arguments("# TYPE \"\" gauge\n", 1, "metric name must not be empty"),
                arguments("# TYPE g.a gauge\n", 1, "illegal metric name g.a"),
                arguments("# TYPE \"g.a gauge\n", 1, "a quoted name must end in a quote"),
                arguments("# TYPE \"g.\\t\" gauge\n", 1, "a quoted name knows the escapes"),
                arguments(GAUGE + "{\"g\"} 1\n", 2, "metric name g needs no quotes"),
                arguments(GAUGE + "{g} 1\n", 2, "expected '\"' for the metric's name in quotes"),
                arguments("# TYPE \"g.a\" gauge\n{\"g.a\",} 1\n", 2, "illegal label name"),
                arguments("# TYPE \"g.a\" gauge\n{a=\"b\",\"g.a\"} 1\n", 2, "expected '\"' for the metric's name"),
                arguments("# TYPE \"g.a\" gauge\n{\"g.b\"} 1\n", 2, "sample g.b does not belong to gauge g.a"),
                arguments(GAUGE + "g{\"a\"=\"b\"} 1\n", 2, "label name a needs no quotes"),
                arguments(GAUGE + "g{\"\"=\"b\"} 1\n", 2, "label name must not be empty"),
                arguments(GAUGE + "g{a:b=\"c\"} 1\n", 2, "illegal label name a:b"));
    }

    @ParameterizedTest
    @MethodSource({"layouts", "contents"})
    void aBodyThatBreaksARuleIsRefused(String body, int line, String rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(ended(body)))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @MethodSource("quotedNames")
    void aQuotedNameThatBreaksARuleIsRefused(String body, int line, String rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checkedUtf8(ended(body)))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# TYPE g gauge\ng 1\n", "# TYPE g gauge\ng 1\n# EOF \n", "# eof\n"})
    void aBodyWithoutItsEndMarkerIsRefused(String body) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(bytes(body)))
                .withMessageContaining("the last line must be # EOF");
    }

    @Test
    void nothingMayFollowTheEndMarker() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(bytes("# EOF\n# EOF\n")))
                .withMessageStartingWith("line 2: nothing may follow # EOF");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(bytes("# EOF\n\n")))
                .withMessageStartingWith("line 2: a line must not be blank");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(bytes("# EOF")))
                .withMessageStartingWith("line 1: the last line must end in LF");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain; version=1.0.0; charset=utf-8",
                "application/openmetrics-text",
                "application/openmetrics-text; charset=utf-8",
                "application/openmetrics-text; version=2.0.0; charset=utf-8",
                "application/openmetrics-text; version=1.0.0",
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=none",
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots; escaping=dots",
                "application/openmetrics-text; version=1.0.0; charset=utf-8; q=1"
            })
    void theContentTypeIsRefused(@Nullable String contentType) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(contentType, bytes("# EOF\n")))
                .withMessageStartingWith("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; escaping=underscores", "; escaping=dots", "; escaping=values"})
    void quotedNamesAreRefusedUnlessTheContentTypeAllowsThem(String escaping) {
        String contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8" + escaping;
        byte[] body = bytes("# TYPE \"g.a\" gauge\n{\"g.a\"} 1\n# EOF\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenMetricsExposition.checked(contentType, body))
                .withMessageContaining("illegal metric name");
    }

    private static String bucket(String bound, long value) {
        return "h_bucket{le=\"" + bound + "\"} " + value + "\n";
    }

    private static byte[] ended(String body) {
        return bytes(body + "# EOF\n");
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link TextExposition} with bodies that are as they should be. */
final class TextExpositionTests {
    private static final String EVERY_TYPE = """
            # HELP events_total Number of "events", C:\\\\path\\nand a second line.
            # TYPE events_total counter
            events_total{host="a",kind="timer expiry"} 3
            events_total{host="a",kind="x"} 9223372036854775807
            # TYPE memory_usage_bytes gauge
            memory_usage_bytes -0.5 1700000000000
            # HELP latency_seconds\s
            # TYPE latency_seconds histogram
            latency_seconds_bucket{path="/",le="0.005"} 1
            latency_seconds_bucket{path="/",le="100000.0"} 1
            latency_seconds_bucket{path="/",le="1.027e+06"} 2
            latency_seconds_bucket{path="/",le="+Inf"} 2
            latency_seconds_sum{path="/"} 1e+22
            latency_seconds_count{path="/"} 2
            latency_seconds_bucket{le="+Inf"} 0
            latency_seconds_count 0
            latency_seconds_sum 0
            # TYPE access_seconds summary
            access_seconds{path="/",quantile="0.5"} 3.142
            access_seconds{path="/",quantile="0.99"} 3.142
            access_seconds_sum{path="/"} 6.284
            access_seconds_count{path="/"} 2
            access_seconds{path="/idle",quantile="0.5"} NaN
            access_seconds_sum{path="/idle"} NaN
            access_seconds_count{path="/idle"} 0
            access_seconds_sum 0
            access_seconds_count 0
            # TYPE odd untyped
            odd{le="any",quantile="of a gauge"} +Inf
            odd{a="1"} -Inf
            odd{a="2"} -0
            """;

    private final TextExposition exposition = checked(EVERY_TYPE);

    @Test
    void familiesKeepTheirOrderTypeAndHelp() {
        assertThat(exposition.familyNames())
                .containsExactly("events_total", "memory_usage_bytes", "latency_seconds", "access_seconds", "odd");
        assertThat(exposition.families())
                .extracting(Family::type)
                .containsExactly("counter", "gauge", "histogram", "summary", "untyped");
        assertThat(exposition.family("events_total").help())
                .isEqualTo("Number of \"events\", C:\\path\nand a second line.");
        assertThat(exposition.family("latency_seconds").help()).isEmpty();
        assertThat(exposition.family("latency_seconds").line()).isEqualTo(7);
    }

    @Test
    void samplesKeepTheirLabelsValueAndTimestamp() {
        Sample largest = exposition.sample("events_total", "kind", "x", "host", "a");

        assertThat(largest.labels()).containsExactly(new Label("host", "a"), new Label("kind", "x"));
        assertThat(largest.rawValue()).isEqualTo("9223372036854775807");
        assertThat(largest.timestamp()).isEmpty();
        assertThat(exposition.sample("memory_usage_bytes").timestamp()).isEqualTo(OptionalLong.of(1700000000000L));
        assertThat(exposition.value("memory_usage_bytes")).isEqualTo(-0.5);
        assertThat(exposition.value("latency_seconds_bucket", "path", "/", "le", "1.027e+06"))
                .isEqualTo(2);
        assertThat(exposition.value("odd", "a", "1")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void lookingUpAsksForExactlyTheLabelsInAnyOrder() {
        assertThat(exposition.has("events_total", "kind", "x", "host", "a")).isTrue();
        assertThat(exposition.has("events_total", "kind", "x")).isFalse();
        assertThat(exposition.has("events_total")).isFalse();
        assertThat(exposition.has("nothing")).isFalse();
        assertThat(exposition.samples("events_total")).hasSize(2);
        assertThat(exposition.samples("nothing")).isEmpty();
        assertThat(exposition.samples()).hasSize(24);
    }

    @Test
    void anAbsentSampleIsAFailureThatListsTheSamplesOfItsName() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> exposition.value("events_total", "host", "b"))
                .withMessageContaining("no sample events_total{host=b}")
                .withMessageContaining("events_total{host=\"a\",kind=\"timer expiry\"} 3\n");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> exposition.value("nothing"))
                .withMessageContaining("families: [events_total,");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> exposition.family("nothing"))
                .withMessageContaining("no family nothing among [events_total,");
    }

    @Test
    void halfALabelPairIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exposition.value("events_total", "host"))
                .withMessageContaining("[host]");
    }

    @Test
    void labelValuesAreUnescapedAndTakeEveryOtherCharacterRaw() {
        String value = "\" \\ \n \r \t \0 \u2028 😱 אב \\n } , # =";
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");

        TextExposition read = checked("# TYPE g gauge\ng{a=\"" + escaped + "\",b=\"}\"} 1\n");

        assertThat(read.value("g", "a", value, "b", "}")).isEqualTo(1);
        assertThat(read.sample("g", "a", value, "b", "}")).hasToString("g{a=\"" + escaped + "\",b=\"}\"} 1");
    }

    @Test
    void anEmptyBodyIsAnEmptyRegistry() {
        assertThat(checked("").families()).isEmpty();
    }

    @Test
    void parsingAloneTakesWhatIsWellFormedThoughWrong() {
        TextExposition read = TextExposition.parse(bytes("# TYPE c counter\nc -1.0\nc 2E5\n"));

        assertThat(read.samples("c")).extracting(Sample::value).containsExactly(-1.0, 200000.0);
    }

    @Test
    void whatIsAcceptedHereIsAcceptedByPromtool() {
        Promtool.check(bytes(EVERY_TYPE));
    }

    @Test
    void nameOrderIsDemandedOnRequestOnly() {
        TextExposition ordered = checked("# TYPE a gauge\na 1\n# TYPE a_b gauge\na_b 1\n# TYPE b gauge\nb 1\n");

        assertThat(ordered.requireNameOrder()).isSameAs(ordered);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(exposition::requireNameOrder)
                .withMessageContaining(
                        "line 7: families must be in name order, in: memory_usage_bytes, latency_seconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; version=0.0.4; charset=utf-8",
                "text/plain;version=0.0.4;charset=utf-8",
                "text/plain;version=0.0.4;charset=UTF-8",
                "text/plain; charset=utf-8; version=0.0.4",
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"
            })
    void theContentTypeIsAccepted(String contentType) {
        assertThat(TextExposition.checked(contentType, bytes(EVERY_TYPE)).families())
                .hasSize(5);
    }

    @Test
    void quotedNamesStandFirstInTheBracesOfVersionOne() {
        TextExposition read = TextExposition.checkedUtf8(
                "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8", bytes("""
                        # HELP "my.metric" Say "hi".
                        # TYPE "my.metric" gauge
                        {"my.metric"} 1
                        {"my.metric","l.b"="v",x="y"} 2 1700000000000
                        # TYPE "my.hist" histogram
                        {"my.hist_bucket",le="1.0"} 1
                        {"my.hist_bucket",le="+Inf"} 2
                        {"my.hist_sum"} 3
                        {"my.hist_count"} 2
                        # TYPE legal gauge
                        legal{"花火"="v"} 3
                        """));

        assertThat(read.familyNames()).containsExactly("my.metric", "my.hist", "legal");
        assertThat(read.family("my.metric").help()).isEqualTo("Say \"hi\".");
        assertThat(read.value("my.metric")).isEqualTo(1);
        assertThat(read.value("my.metric", "l.b", "v", "x", "y")).isEqualTo(2);
        assertThat(read.value("my.hist_bucket", "le", "+Inf")).isEqualTo(2);
        assertThat(read.value("legal", "花火", "v")).isEqualTo(3);
    }

    @Test
    void versionOneIsOtherwiseWhatTheOldVersionIs() {
        assertThat(TextExposition.checkedUtf8(
                                "text/plain; version=1.0.0; charset=utf-8; escaping=underscores", bytes(EVERY_TYPE))
                        .samples())
                .isEqualTo(exposition.samples());
    }

    private static TextExposition checked(String body) {
        return TextExposition.checked("text/plain; version=0.0.4; charset=utf-8", bytes(body));
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

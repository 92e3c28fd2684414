package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link OpenMetricsExposition} with bodies that are as they should be. */
final class OpenMetricsExpositionTests {
    static final String EVERY_TYPE = """
            # TYPE events counter
            # HELP events Number of \\"events\\", C:\\\\path\\nand a second line.
            events_total{host="a"} 3 # {trace_id="x # }"} 0.5 1.700000000123e+09
            events_created{host="a"} 1.700000000123e+09
            events_total{host="b"} 9223372036854775807 # {} 1
            # HELP latency_seconds\s
            # UNIT latency_seconds seconds
            # TYPE latency_seconds histogram
            latency_seconds_bucket{path="/",le="0.005"} 1 # {a="b"} 0.005
            latency_seconds_bucket{path="/",le="1e+06"} 1
            latency_seconds_bucket{path="/",le="+Inf"} 2 # {} +Inf -1.5
            latency_seconds_count{path="/"} 2
            latency_seconds_sum{path="/"} 1e+22
            latency_seconds_created{path="/"} 1700000000
            latency_seconds_bucket{le="+Inf"} 0
            # TYPE below histogram
            below_bucket{le="-1.0"} 1 # {} -Inf
            below_bucket{le="+Inf"} 2
            # TYPE queue gaugehistogram
            queue_bucket{le="-1.0"} 2
            queue_bucket{le="+Inf"} 2
            queue_gcount 2
            queue_gsum -1
            # TYPE access_seconds summary
            access_seconds{path="/",quantile="0.5"} 3.142
            access_seconds_sum{path="/"} 6.284
            access_seconds_count{path="/"} 2
            access_seconds{path="/idle",quantile="0.5"} NaN
            access_seconds_count{path="/idle"} 0
            # TYPE memory gauge
            memory{a="\\"\\\\\\n"} -0.5 1700000000.5
            memory -Inf -0.001
            # TYPE build info
            build_info{version="1"} 1
            # TYPE door stateset
            door{door="open"} 1
            door{door="shut"} 0
            # TYPE odd unknown
            odd NaN
            # EOF
            """;

    private final OpenMetricsExposition exposition = OpenMetricsExposition.checked(bytes(EVERY_TYPE));

    @Test
    void familiesKeepTheirOrderTypeHelpAndUnit() {
        assertThat(exposition.families())
                .extracting(Family::name, Family::type)
                .contains(tuple("events", "counter"), tuple("odd", "unknown"));
        assertThat(exposition.familyNames())
                .containsExactly(
                        "events",
                        "latency_seconds",
                        "below",
                        "queue",
                        "access_seconds",
                        "memory",
                        "build",
                        "door",
                        "odd");
        assertThat(exposition.family("events").help()).isEqualTo("Number of \"events\", C:\\path\nand a second line.");
        assertThat(exposition.family("events").unit()).isEmpty();
        assertThat(exposition.family("latency_seconds").unit()).isEqualTo("seconds");
        assertThat(exposition.family("latency_seconds").line()).isEqualTo(6);
    }

    @Test
    void samplesKeepTheirLabelsValueTimestampAndExemplar() {
        assertThat(exposition.sample("events_total", "host", "a").exemplar())
                .hasValue(
                        new Exemplar(List.of(new Label("trace_id", "x # }")), 0.5, OptionalDouble.of(1700000000.123)));
        assertThat(exposition.sample("events_total", "host", "b").exemplar())
                .hasValue(new Exemplar(List.of(), 1, OptionalDouble.empty()));
        assertThat(exposition.value("events_created", "host", "a")).isEqualTo(1700000000.123);
        assertThat(exposition.sample("memory", "a", "\"\\\n").timestamp()).isEqualTo(OptionalLong.of(1700000000500L));
        assertThat(exposition.sample("memory").timestamp()).isEqualTo(OptionalLong.of(-1));
        assertThat(exposition.sample("memory").exemplar()).isEmpty();
    }

    @Test
    void anEmptyRegistryIsTheEndMarkerAlone() {
        assertThat(OpenMetricsExposition.checked(bytes("# EOF\n")).families()).isEmpty();
    }

    @Test
    void aFamilyMayHaveNoSamples() {
        OpenMetricsExposition read = OpenMetricsExposition.checked(bytes("# TYPE s summary\n# TYPE g gauge\n# EOF\n"));

        assertThat(read.familyNames()).containsExactly("s", "g");
        assertThat(read.samples()).isEmpty();
    }

    @Test
    void quotedNamesStandFirstInTheBraces() {
        OpenMetricsExposition read = OpenMetricsExposition.checkedUtf8(bytes("""
                # TYPE "http.requests" counter
                # HELP "http.requests" Requests.
                {"http.requests_total"} 1
                {"http.requests_total","l.b"="v",c="d"} 2 # {"trace.id"="t"} 1
                # TYPE legal gauge
                legal{"花火"="\\""} 3
                # EOF
                """));

        assertThat(read.familyNames()).containsExactly("http.requests", "legal");
        assertThat(read.value("http.requests_total")).isEqualTo(1);
        assertThat(read.value("http.requests_total", "l.b", "v", "c", "d")).isEqualTo(2);
        assertThat(read.value("legal", "花火", "\"")).isEqualTo(3);
    }

    @Test
    void anExemplarOfOneHundredAndTwentyEightCodePointsIsAccepted() {
        String longest = "# TYPE c counter\nc_total 1 # {a=\"" + "😱".repeat(127) + "\"} 1\n# EOF\n";

        assertThat(OpenMetricsExposition.checked(bytes(longest))
                        .sample("c_total")
                        .exemplar())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                "application/openmetrics-text;version=0.0.1;charset=UTF-8",
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
            })
    void theContentTypeIsAccepted(String contentType) {
        assertThat(OpenMetricsExposition.checked(contentType, bytes(EVERY_TYPE)).families())
                .hasSize(9);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

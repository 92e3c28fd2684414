package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link StrictOpenMetricsParser}, which need it installed. */
final class StrictOpenMetricsParserTests {

    @BeforeEach
    void requireParser() {
        RealTools.pythonWithPrometheusClient();
    }

    @Test
    void whatTheParserAcceptsComesBackAsSamples() {
        List<Sample> samples = parse("""
                # TYPE c counter
                c_total{b="\\"\\\\\\n花",a="x"} 3 # {t="😱"} 0.5 1700000000.25
                c_created{b="\\"\\\\\\n花",a="x"} 1.5
                # TYPE g gauge
                g +Inf 1.5
                g{a="1"} -Inf
                g{a="2"} NaN
                # EOF
                """);

        assertThat(samples).extracting(Sample::name).containsExactly("c_total", "c_created", "g", "g", "g");
        assertThat(samples)
                .extracting(Sample::value)
                .containsExactly(3.0, 1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
        assertThat(samples.get(0).labels()).containsExactly(new Label("b", "\"\\\n花"), new Label("a", "x"));
        assertThat(samples.get(0).exemplar())
                .hasValue(new Exemplar(List.of(new Label("t", "😱")), 0.5, OptionalDouble.of(1700000000.25)));
        assertThat(samples.get(2).timestamp()).isEqualTo(OptionalLong.of(1500));
    }

    @Test
    void whatIsAcceptedByOurReaderIsAcceptedByTheParser() {
        // The parser ends an exemplar's labels at the first closing brace.
        String body = OpenMetricsExpositionTests.EVERY_TYPE.replace("x # }", "x # ");

        assertThat(parse(body))
                .hasSameSizeAs(OpenMetricsExposition.checked(body.getBytes(StandardCharsets.UTF_8))
                        .samples());
    }

    @Test
    void whatTheParserRefusesFailsWithItsReasonAndTheNextBodyIsReadAsUsual() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> parse("# TYPE c counter\nc_total 1\n"))
                .withMessageContaining("ValueError: Missing # EOF at end");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> parse("# TYPE c counter\nc_total -1\n# EOF\n"))
                .withMessageContaining("Counter-like samples cannot be negative");
        assertThat(parse("# EOF\n")).isEmpty();
    }

    private static List<Sample> parse(String body) {
        return StrictOpenMetricsParser.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}

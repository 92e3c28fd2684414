package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ExpositionFormat}: what is negotiated with the formats that can be written. */
final class ExpositionFormatTests {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    @ParameterizedTest
    @EnumSource
    void prometheusGetsItsFirstChoice(PrometheusAccept prometheus) {
        assertThat(ExpositionFormat.negotiate(prometheus.header).contentType()).isEqualTo(prometheus.contentType);
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, text/plain; version=0.0.4; charset=utf-8",
        "OPENMETRICS, application/openmetrics-text; version=1.0.0; charset=utf-8",
        "PROTOBUF, application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
        "TEXT_UTF8, text/plain; version=1.0.0; charset=utf-8; escaping=underscores"
    })
    void eachFormatIsNegotiatedByItsContentType(ExpositionFormat format, String contentType) {
        NegotiatedFormat negotiated = ExpositionFormat.negotiate(contentType);

        assertThat(negotiated.format()).isEqualTo(format);
        assertThat(negotiated.contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*/*",
                "text/*",
                "text/plain",
                "text/plain; version=0.0.4",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "application/json",
                "application/openmetrics-text;version=2.0.0",
                "text/plain;version=9.9.9",
                "text/plain;q=0",
                "*/*;q=0",
                "text/plain;q=0,*/*;q=0",
                "/",
                "\""
            })
    void allOthersGetTextAsWell(String accept) {
        assertThat(ExpositionFormat.negotiate(accept)).isEqualTo(NegotiatedFormat.of(ExpositionFormat.TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                ";",
                "\"",
                "\\",
                "\"\\",
                "=",
                "/",
                "x",
                " ",
                "*/*,",
                "*/*;q=0.1",
                "q=0.1;",
                "\u0000",
                "\ud83d"
            })
    void garbageOf64KiBGetsText(String piece) {
        assertThat(ExpositionFormat.negotiate(Headers.garbage(piece)))
                .isEqualTo(NegotiatedFormat.of(ExpositionFormat.TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\"", "0", "x", "x,"})
    void aClauseBefore64KiBOfGarbageIsHeard(String piece) {
        assertThat(ExpositionFormat.negotiate("text/plain;escaping=values," + Headers.garbage(piece))
                        .contentType())
                .isEqualTo(TEXT + "; escaping=values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "5"})
    void aQualityMayHave64KiBOfDecimals(String digit) {
        String accept = "text/plain;version=0.0.4;escaping=dots;q=0.1" + Headers.garbage(digit);

        assertThat(ExpositionFormat.negotiate(accept).contentType()).isEqualTo(TEXT + "; escaping=dots");
    }

    @Property(tries = 2000)
    void anyHeaderGetsAWellFormedContentTypeOfAKnownFormat(@ForAll("headers") String accept) {
        NegotiatedFormat negotiated = ExpositionFormat.negotiate(accept);

        String plain = NegotiatedFormat.of(negotiated.format()).contentType().replaceFirst("; escaping=.*", "");
        assertThat(negotiated.contentType().replace("version=0.0.1", "version=1.0.0"))
                .isIn(
                        plain,
                        plain + "; escaping=allow-utf-8",
                        plain + "; escaping=underscores",
                        plain + "; escaping=dots",
                        plain + "; escaping=values")
                .satisfies(contentType -> {
                    if (contentType.contains("escaping")) {
                        assertThat(contentType)
                                .endsWith("=" + negotiated.escaping().parameter());
                    } else {
                        assertThat(negotiated.escaping()).isEqualTo(EscapingScheme.UNDERSCORES);
                    }
                });
    }

    @Provide
    Arbitrary<String> headers() {
        return Headers.arbitrary();
    }
}

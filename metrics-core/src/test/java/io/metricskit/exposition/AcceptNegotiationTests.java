package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link AcceptNegotiation} among all the representations that a Prometheus server can ask for. */
final class AcceptNegotiationTests {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_1 = "text/plain; version=1.0.0; charset=utf-8; escaping=underscores";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String OPENMETRICS_0 = "application/openmetrics-text; version=0.0.1; charset=utf-8";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    private static final String PROTOBUF_RANGE =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    @ParameterizedTest
    @EnumSource
    void prometheusGetsItsFirstChoice(PrometheusAccept prometheus) {
        assertThat(contentType(prometheus.header)).isEqualTo(prometheus.contentType);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t", ",", " , ;, "})
    void anEmptyHeaderGetsText(String accept) {
        assertThat(contentType(accept)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*/*",
                "text/*",
                "*/*;q=0.1",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
            })
    void wildcardsAndBrowsersGetText(String accept) {
        assertThat(contentType(accept)).isEqualTo(TEXT);
    }

    @Test
    void eachRepresentationCanBeAskedFor() {
        assertThat(contentType("text/plain")).isEqualTo(TEXT);
        assertThat(contentType("text/plain;version=0.0.4")).isEqualTo(TEXT);
        assertThat(contentType("text/plain;version=1.0.0")).isEqualTo(TEXT_1);
        assertThat(contentType("application/openmetrics-text")).isEqualTo(OPENMETRICS);
        assertThat(contentType("application/openmetrics-text;version=1.0.0")).isEqualTo(OPENMETRICS);
        assertThat(contentType("application/openmetrics-text;version=0.0.1")).isEqualTo(OPENMETRICS_0);
        assertThat(contentType(PROTOBUF_RANGE)).isEqualTo(PROTOBUF);
    }

    @Test
    void theVersionIsThatOfTheOffer() {
        assertThat(negotiate("text/plain;version=1.0.0").version()).isEqualTo("1.0.0");
        assertThat(negotiate("application/openmetrics-text;version=0.0.1").version())
                .isEqualTo("0.0.1");
        assertThat(negotiate(PROTOBUF_RANGE).version()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.google.protobuf",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily",
                "application/vnd.google.protobuf;encoding=delimited",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=compact-text",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=DELIMITED",
                "application/vnd.google.protobuf;proto=other.Message;encoding=delimited"
            })
    void protobufNeedsBothOfItsParameters(String accept) {
        assertThat(contentType(accept)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.9.9", "2.0.0", "0.0.4", "1.0", "1", "", "\"\""})
    void anUnknownVersionOfOpenMetricsMatchesNothing(String version) {
        assertThat(contentType("application/openmetrics-text;version=" + version))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.9.9", "0.0.1", "2.0.0", "", "0.0.4."})
    void anUnknownVersionOfTextMatchesNothing(String version) {
        assertThat(contentType("text/plain;version=" + version + ",application/openmetrics-text;q=0.1"))
                .isEqualTo(OPENMETRICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"charset=utf-8", "charset=iso-8859-1", "CHARSET=UTF-16", "charset", "level=1"})
    void otherParametersAreIgnored(String parameter) {
        assertThat(contentType("application/openmetrics-text;version=1.0.0;" + parameter))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void anIgnoredParameterMakesNoClauseMoreSpecific() {
        assertThat(contentType("text/plain;q=0.9,text/plain;charset=utf-8;q=0.1,application/openmetrics-text;q=0.5"))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application/OpenMetrics-Text;Version=1.0.0",
                " \tapplication/openmetrics-text\t;\tversion = 1.0.0 ",
                "application/openmetrics-text;version=\"1.0.0\"",
                "application/openmetrics-text;x=\",text/plain;q=1,\";version=1.0.0",
                "application/openmetrics-text;version=9.9.9;version=1.0.0",
                "application/openmetrics-text;version=1.0.0;"
            })
    void spellingsOfTheSameClauseAreEquivalent(String accept) {
        assertThat(contentType(accept + ",text/plain;q=0.9")).isEqualTo(OPENMETRICS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "text",
                "text/",
                "/plain",
                "/*",
                "*/",
                "text/plain/",
                "text/plain/x",
                "text//plain",
                "*/*/*",
                "**",
                "*/plain",
                "te/*",
                "text /plain",
                ";version=0.0.4",
                "\"text/plain\"",
                "=",
                "q=1"
            })
    void aMalformedRangeIsSkipped(String range) {
        assertThat(contentType(range + ",application/openmetrics-text;q=0.1")).isEqualTo(OPENMETRICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.1", "foo", "-1", "NaN", "", " ", "01", ".9"})
    void aClauseWithAMalformedQualityIsSkipped(String quality) {
        assertThat(contentType("text/plain;q=" + quality + ",application/openmetrics-text;q=0.1"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void aMissingQualityIsOne() {
        assertThat(contentType("text/plain;q=0.999,application/openmetrics-text"))
                .isEqualTo(OPENMETRICS);
        assertThat(contentType("text/plain;q=1.000,application/openmetrics-text"))
                .isEqualTo(TEXT);
    }

    @Test
    void theNameOfTheQualityHasNoCase() {
        assertThat(contentType("text/plain;Q=0.5,application/openmetrics-text;q=0.6"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void qualitiesAreComparedBeyondThreeDecimals() {
        assertThat(contentType("text/plain;q=0.12344,application/openmetrics-text;q=0.12345"))
                .isEqualTo(OPENMETRICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.", "0.0", "0.000", "0.000000"})
    void aQualityOfZeroExcludes(String quality) {
        assertThat(contentType("text/plain;q=" + quality + ",*/*")).isEqualTo(OPENMETRICS);
    }

    @Test
    void theSmallestQualityDoesNotExclude() {
        assertThat(contentType("text/plain;q=0,application/openmetrics-text;q=0.000001"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void anExclusionHoldsForTheRepresentationsThatItsClauseMatches() {
        assertThat(contentType("text/*;q=0,*/*")).isEqualTo(OPENMETRICS);
        assertThat(contentType("application/*;q=0,text/plain;q=0,*/*")).isEqualTo(TEXT_1);
        assertThat(contentType("text/plain;version=0.0.4;q=0,application/openmetrics-text;q=0,*/*"))
                .isEqualTo(PROTOBUF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "image/*",
                "*/*;q=0",
                "*;q=0",
                "text/plain;q=0",
                "text/plain;q=0,*/*;q=0",
                "application/openmetrics-text;q=0,text/*;q=0",
                "application/openmetrics-text;version=9.9.9;escaping=dots"
            })
    void textIsTheLastResort(String accept) {
        assertThat(contentType(accept)).isEqualTo(TEXT);
    }

    @Test
    void parametersAreMoreSpecificThanTheirMediaType() {
        assertThat(contentType("text/plain;version=0.0.4;q=0.1,text/plain;q=0.9,application/openmetrics-text;q=0.5"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void openMetricsWithoutAVersionIsNotTheOldOne() {
        assertThat(contentType("application/openmetrics-text;version=1.0.0;q=0.1,application/openmetrics-text"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void aMediaTypeIsMoreSpecificThanItsWildcard() {
        assertThat(contentType("text/plain;q=0.1,text/*;q=0,application/openmetrics-text;q=0.05"))
                .isEqualTo(TEXT);
    }

    @Test
    void aWildcardOfOneTypeIsMoreSpecificThanThatOfAll() {
        assertThat(contentType("*/*;q=0.9,text/*;q=0.1,application/*;q=0.2")).isEqualTo(OPENMETRICS);
    }

    @Test
    void aBareAsteriskIsTheWildcardOfAll() {
        assertThat(contentType("text/plain;q=0.5,*")).isEqualTo(OPENMETRICS);
    }

    @Test
    void theMostSpecificClauseCountsWhereverItStands() {
        assertThat(contentType("*/*,text/plain;q=0.1")).isEqualTo(OPENMETRICS);
        assertThat(contentType("text/plain;q=0.1,*/*")).isEqualTo(OPENMETRICS);
    }

    @Test
    void ofEquallySpecificClausesTheHigherQualityCounts() {
        assertThat(contentType("text/plain;q=0.1,application/openmetrics-text;q=0.5,text/plain;q=0.9"))
                .isEqualTo(TEXT);
        assertThat(contentType("text/plain;q=0.9,application/openmetrics-text;q=0.5,text/plain;q=0.1"))
                .isEqualTo(TEXT);
        assertThat(contentType("text/plain;escaping=dots,text/plain;escaping=values"))
                .isEqualTo(TEXT + "; escaping=dots");
    }

    @Test
    void theHighestQualityWinsWhereverItStands() {
        assertThat(contentType("text/plain;q=0.5,application/openmetrics-text;q=0.6"))
                .isEqualTo(OPENMETRICS);
        assertThat(contentType("application/openmetrics-text;q=0.6,text/plain;q=0.5"))
                .isEqualTo(OPENMETRICS);
    }

    @Test
    void aTieGoesToTheClauseNamedFirst() {
        assertThat(contentType("application/openmetrics-text;q=0.5,text/plain;q=0.5"))
                .isEqualTo(OPENMETRICS);
        assertThat(contentType("text/plain;q=0.5,application/openmetrics-text;q=0.5"))
                .isEqualTo(TEXT);
        assertThat(contentType("application/openmetrics-text;version=0.0.1,application/openmetrics-text;version=1.0.0"))
                .isEqualTo(OPENMETRICS_0);
        assertThat(contentType(PROTOBUF_RANGE + ",*/*")).isEqualTo(PROTOBUF);
    }

    @Test
    void aTieWithinAWildcardGoesToOurPreference() {
        assertThat(contentType("*/*")).isEqualTo(TEXT);
        assertThat(contentType("application/*")).isEqualTo(OPENMETRICS);
        assertThat(contentType("text/plain;version=0.0.4;q=0.1,*/*;q=0.5")).isEqualTo(OPENMETRICS);
        assertThat(contentType("text/plain;q=0.1,application/openmetrics-text;q=0.1,*/*;q=0.5"))
                .isEqualTo(PROTOBUF);
        assertThat(contentType(PROTOBUF_RANGE + ";q=0.1,text/plain;q=0.1,application/openmetrics-text;q=0.1,*/*;q=0.5"))
                .isEqualTo(TEXT_1);
    }

    @ParameterizedTest
    @CsvSource({
        "allow-utf-8, ALLOW_UTF_8",
        "underscores, UNDERSCORES",
        "dots, DOTS",
        "values, VALUES",
        "\"values\", VALUES"
    })
    void theEscapingOfTheChosenClauseIsObeyedAndStated(String requested, EscapingScheme expected) {
        for (String range : List.of("text/plain", "application/openmetrics-text", PROTOBUF_RANGE, "*/*")) {
            NegotiatedFormat negotiated = negotiate(range + ";escaping=" + requested);

            assertThat(negotiated.escaping()).isEqualTo(expected);
            assertThat(negotiated.contentType()).endsWith("; escaping=" + expected.parameter());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", "DOTS", "allow-utf-8;escaping=foo"})
    void anUnknownEscapingMeansUnderscores(String requested) {
        NegotiatedFormat negotiated = negotiate("text/plain;version=0.0.4;escaping=" + requested);

        assertThat(negotiated.escaping()).isEqualTo(EscapingScheme.UNDERSCORES);
        assertThat(negotiated.contentType()).isEqualTo(TEXT + "; escaping=underscores");
    }

    @Test
    void theEscapingOfAnotherClauseIsOfNoConcern() {
        NegotiatedFormat negotiated = negotiate("text/plain;escaping=dots;q=0.5,application/openmetrics-text");

        assertThat(negotiated.escaping()).isEqualTo(EscapingScheme.UNDERSCORES);
        assertThat(negotiated.contentType()).isEqualTo(OPENMETRICS);
    }

    @Test
    void theEscapingIsNeverStatedTwice() {
        assertThat(contentType("text/plain;version=1.0.0;escaping=values;escaping=dots"))
                .isEqualTo("text/plain; version=1.0.0; charset=utf-8; escaping=dots");
    }

    @Test
    void theAnswerOfTheLastResortStatesNoEscaping() {
        assertThat(contentType("text/plain;escaping=dots;q=0")).isEqualTo(TEXT);
    }

    @Property(tries = 2000)
    void anyHeaderGetsOneOfTheOffers(@ForAll("headers") String accept) {
        assertThat(Offer.SUPPORTED)
                .extracting(Offer::contentType)
                .contains(contentType(accept).replaceFirst("; escaping=(allow-utf-8|underscores|dots|values)$", ""));
    }

    @Provide
    Arbitrary<String> headers() {
        return Headers.arbitrary();
    }

    private static String contentType(String accept) {
        return negotiate(accept).contentType();
    }

    private static NegotiatedFormat negotiate(String accept) {
        return AcceptNegotiation.negotiate(accept);
    }
}

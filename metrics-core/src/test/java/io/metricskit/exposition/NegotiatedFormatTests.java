package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests for {@link NegotiatedFormat}, {@link EscapingScheme} and the rows of {@link Offer}. */
final class NegotiatedFormatTests {

    @Test
    void theDefaultFormOfTextIsVersion004WithoutAStatedEscaping() {
        NegotiatedFormat text = NegotiatedFormat.of(ExpositionFormat.TEXT);

        assertThat(text.format()).isEqualTo(ExpositionFormat.TEXT);
        assertThat(text.version()).isEqualTo("0.0.4");
        assertThat(text.escaping()).isEqualTo(EscapingScheme.UNDERSCORES);
        assertThat(text.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void namesStayAsTheyAreInTextThatIsChosenForThem() {
        assertThat(NegotiatedFormat.of(ExpositionFormat.TEXT_UTF8).escaping()).isEqualTo(EscapingScheme.ALLOW_UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatCanBeChosen(ExpositionFormat format) {
        assertThat(NegotiatedFormat.of(format).format()).isEqualTo(format);
    }

    @Test
    void theFormatMustNotBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> NegotiatedFormat.of(null))
                .withMessage("format must not be null");
    }

    @Test
    void theLastResortIsText() {
        assertThat(Offer.SUPPORTED.get(0).contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void aRequestedEscapingIsStatedEvenIfItIsTheDefault() {
        NegotiatedFormat text = ExpositionFormat.negotiate("text/plain;escaping=underscores");

        assertThat(text.escaping()).isEqualTo(EscapingScheme.UNDERSCORES);
        assertThat(text.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    }

    @Test
    void equalNegotiationsAreEqualValues() {
        NegotiatedFormat text = ExpositionFormat.negotiate("text/plain;escaping=dots");

        assertThat(text)
                .isEqualTo(ExpositionFormat.negotiate("*/*;escaping=dots;q=0.1"))
                .hasSameHashCodeAs(ExpositionFormat.negotiate("*/*;escaping=dots;q=0.1"));
        assertThat(ExpositionFormat.negotiate("*/*")).isEqualTo(NegotiatedFormat.of(ExpositionFormat.TEXT));
    }

    @Test
    void negotiationsThatAreAnnouncedDifferentlyAreDifferentValues() {
        assertThat(ExpositionFormat.negotiate("text/plain;escaping=dots"))
                .isNotEqualTo(ExpositionFormat.negotiate("text/plain;escaping=values"))
                .isNotEqualTo(null)
                .isNotEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=dots");
        assertThat(ExpositionFormat.negotiate("text/plain;escaping=underscores"))
                .isNotEqualTo(NegotiatedFormat.of(ExpositionFormat.TEXT));
    }

    @Test
    void itIsPrintedAsItsContentType() {
        assertThat(NegotiatedFormat.of(ExpositionFormat.TEXT)).hasToString("text/plain; version=0.0.4; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource({"ALLOW_UTF_8, allow-utf-8", "UNDERSCORES, underscores", "DOTS, dots", "VALUES, values"})
    void everyEscapingSchemeIsFoundByItsParameter(EscapingScheme scheme, String parameter) {
        assertThat(scheme.parameter()).isEqualTo(parameter);
        assertThat(EscapingScheme.resolve(parameter)).isEqualTo(scheme);
    }

    @ParameterizedTest
    @CsvSource({"''", "DOTS", "utf-8", "allow_utf_8", "'dots '"})
    void anUnknownEscapingMeansUnderscores(String parameter) {
        assertThat(EscapingScheme.resolve(parameter)).isEqualTo(EscapingScheme.UNDERSCORES);
    }
}

package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link HeaderClause}. */
final class HeaderClauseTests {

    @Test
    void anAbsentHeaderHasNoClauses() {
        assertThat(HeaderClause.parse(null)).isEmpty();
    }

    @Test
    void clausesComeInTheOrderOfTheHeader() {
        assertThat(HeaderClause.parse("br;q=0.5,gzip")).containsExactly(clause("br", 0.5), clause("gzip", 1));
    }

    @Test
    void tokensAndParameterNamesAreLowerCasedButValuesAreNot() {
        assertThat(HeaderClause.parse("Text/PLAIN;VerSion=Abc;Q=0.5"))
                .containsExactly(new HeaderClause("text/plain", Map.of("version", "Abc"), 0.5));
    }

    @Test
    void lowerCaseIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        // Where the lower case of I is a letter without a dot.
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(HeaderClause.parse("GZIP;VERSION=1"))
                    .containsExactly(new HeaderClause("gzip", Map.of("version", "1"), 1));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void spacesAndTabsAroundEveryPartAreStripped() {
        assertThat(HeaderClause.parse(" \ttext/plain \t;\t version \t= 0.0.4\t ; q\t=\t0.5 \t, gzip "))
                .containsExactly(new HeaderClause("text/plain", Map.of("version", "0.0.4"), 0.5), clause("gzip", 1));
    }

    @Test
    void otherControlCharactersAreNotBlanks() {
        assertThat(HeaderClause.parse("\u000bgzip\r")).containsExactly(clause("\u000bgzip\r", 1));
    }

    @Test
    void theLastOfDuplicateParametersWins() {
        assertThat(HeaderClause.parse("a/b;x=1;X=2;q=0.1;q=0.9"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "2"), 0.9));
    }

    @Test
    void quotedValuesAreUnquoted() {
        assertThat(HeaderClause.parse("a/b;x=\"1.0\";y=\"say \\\"hi\\\" \\\\ \";z=\"\";q=\"0.5\""))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "1.0", "y", "say \"hi\" \\ ", "z", ""), 0.5));
    }

    @Test
    void separatorsInsideQuotesDoNotSeparate() {
        assertThat(HeaderClause.parse("a/b;x=\"1,2;3=4\",c/d"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "1,2;3=4"), 1), clause("c/d", 1));
    }

    @Test
    void anEscapedQuoteDoesNotEndTheQuotes() {
        assertThat(HeaderClause.parse("a/b;x=\"1\\\",2\",c/d"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "1\",2"), 1), clause("c/d", 1));
    }

    @Test
    void aBackslashOutsideQuotesEscapesNothing() {
        assertThat(HeaderClause.parse("a\\,b")).containsExactly(clause("a\\", 1), clause("b", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b;x=\"1,c/d", "a/b;x=\"1,c/d\\", "a/b;x=\"1,c/d\\\""})
    void anUnfinishedQuoteReachesToTheEndOfTheHeader(String header) {
        assertThat(HeaderClause.parse(header)).singleElement().satisfies(clause -> {
            assertThat(clause.token()).isEqualTo("a/b");
            assertThat(clause.parameters()).containsOnlyKeys("x");
        });
    }

    @Test
    void aValueThatIsQuotedOnlyInPartStaysAsItIs() {
        assertThat(HeaderClause.parse("a/b;x=1\"2\";y=\"1\"2"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "1\"2\"", "y", "\"1\"2"), 1));
    }

    @Test
    void aLoneQuoteIsNoQuotedValue() {
        assertThat(HeaderClause.parse("a/b;x=\"")).containsExactly(new HeaderClause("a/b", Map.of("x", "\""), 1));
    }

    @Test
    void aParameterWithoutAnEqualsSignHasTheEmptyValue() {
        assertThat(HeaderClause.parse("a/b;x;y="))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "", "y", ""), 1));
    }

    @Test
    void onlyTheFirstEqualsSignSeparates() {
        assertThat(HeaderClause.parse("a/b;x=y=z")).containsExactly(new HeaderClause("a/b", Map.of("x", "y=z"), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0., 0",
        "0.0, 0",
        "0.000, 0",
        "0.5, 0.5",
        "0.25, 0.25",
        "0.123, 0.123",
        "0.123456789, 0.123456789",
        "0.00001, 0.00001",
        "1, 1",
        "1., 1",
        "1.0, 1",
        "1.000, 1",
        "1.000000, 1"
    })
    void aQualityIsANumberFromZeroToOne(String quality, double expected) {
        assertThat(HeaderClause.parse("gzip;q=" + quality)).containsExactly(clause("gzip", expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "1.1",
                "1.001",
                "10",
                "00",
                "01",
                "00.5",
                "-1",
                "-0",
                "+1",
                ".5",
                ".",
                "foo",
                "NaN",
                "Infinity",
                "1e-1",
                "0x1p-1",
                "0.5f",
                "0.5d",
                "0.5 0.5",
                "0.5.5",
                "0.-5",
                "\u0660.\u0665",
                "0.\uff15",
                "'0.5'",
                "\"\"",
                "\"0.5"
            })
    void aClauseWithAnyOtherQualityIsSkipped(String quality) {
        assertThat(HeaderClause.parse("gzip;q=" + quality).stream().map(HeaderClause::token))
                .doesNotContain("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q", "gzip;q=", "gzip;q= ", "gzip;q=0.5;q=foo"})
    void aClauseWithoutAValueForItsQualityIsSkippedAlone(String malformed) {
        assertThat(HeaderClause.parse(malformed + ",br")).containsExactly(clause("br", 1));
    }

    @Test
    void clausesBeyondTheLimitAreIgnored() {
        String unrelated = "a/b,".repeat(HeaderClause.MAX_CLAUSES - 1);

        assertThat(HeaderClause.parse(unrelated + "last,beyond"))
                .hasSize(HeaderClause.MAX_CLAUSES)
                .endsWith(clause("last", 1));
    }

    @Test
    void emptyAndMalformedClausesCountTowardsTheLimit() {
        String unrelated = ",,a/b;q=2".repeat(HeaderClause.MAX_CLAUSES / 2);

        assertThat(HeaderClause.parse("first" + unrelated + ",beyond").stream().map(HeaderClause::token))
                .startsWith("first")
                .doesNotContain("beyond");
    }

    @Test
    void aClauseWithTooManyParametersIsSkippedAlone() {
        String full = "a/b" + ";x=1".repeat(HeaderClause.MAX_PARAMETERS);

        assertThat(HeaderClause.parse(full + "," + full + ";x=2,c/d"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", "1"), 1), clause("c/d", 1));
    }

    @Property(tries = 1000)
    void anyHeaderGivesAFewClausesWithAQualityFromZeroToOne(@ForAll("headers") String header) {
        assertThat(HeaderClause.parse(header))
                .hasSizeLessThanOrEqualTo(HeaderClause.MAX_CLAUSES)
                .allSatisfy(clause -> {
                    assertThat(clause.quality()).isBetween(0.0, 1.0);
                    assertThat(clause.parameters())
                            .hasSizeLessThanOrEqualTo(HeaderClause.MAX_PARAMETERS)
                            .doesNotContainKey("q");
                });
    }

    @Property(tries = 1000)
    void whateverIsQuotedComesBackAsItWas(@ForAll String value) {
        String quoted = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';

        assertThat(HeaderClause.parse("a/b;x=" + quoted + ";q=0.5,c/d"))
                .containsExactly(new HeaderClause("a/b", Map.of("x", value), 0.5), clause("c/d", 1));
    }

    @Provide
    Arbitrary<String> headers() {
        return Headers.arbitrary();
    }

    private static HeaderClause clause(String token, double quality) {
        return new HeaderClause(token, Map.of(), quality);
    }
}

package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ContentEncoding}. */
final class ContentEncodingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "x-gzip",
                "GZIP",
                "X-GZip",
                " \tgzip\t ",
                "gzip;q=1.0",
                "gzip;Q=1",
                "gzip ; q = 0.5",
                "gzip;q=0.001",
                "gzip,zstd",
                "zstd,gzip;q=0.1",
                "br, gzip;q=0.5",
                "deflate;q=0.9, gzip;q=0.5, *;q=0.1"
            })
    void bodiesAreCompressedForAClientThatNamesGzip(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.GZIP);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", ",", "deflate", "br, zstd", "gzipped", "gzip/1", "text/plain", "é\u0000"})
    void bodiesArePlainForAClientThatDoesNotNameGzip(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "gzip;q=0.000", "gzip;q=0, identity;q=0", "gzip;q=0, *", "x-gzip;q=0, *;q=1"})
    void aQualityOfZeroExcludesGzip(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=2", "gzip;q=-1", "gzip;q=foo", "gzip;q=", "gzip;q=NaN"})
    void aClauseWithAMalformedQualityCountsAsAbsent(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, identity", "identity, gzip", "gzip;q=0.5, identity;q=0.5", "*", "*;q=0.5", "gzip, *"})
    void aTieGoesToThePlainBody(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0.5, identity", "identity;q=0.6, gzip;q=0.5", "gzip;q=0.5, *"})
    void thePlainBodyWinsByItsQuality(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity;q=0, gzip",
                "identity;q=0.5, gzip",
                "gzip, *;q=0",
                "gzip, *;q=0.5",
                "gzip;q=0.1, x-gzip, identity;q=0.5",
                "x-gzip, gzip;q=0, identity;q=0.5"
            })
    void gzipWinsByItsQuality(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.GZIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity;q=0, *", "*, identity;q=0.5", "deflate, identity;q=0.1, *;q=0.2"})
    void aWildcardMeansGzipWhereThePlainBodyIsRatedLower(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.GZIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*;q=0", "identity;q=0", "identity;q=0, *;q=0", "identity;q=0, gzip;q=0"})
    void thePlainBodyIsTheLastResort(String acceptEncoding) {
        assertThat(ContentEncoding.negotiate(acceptEncoding)).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\"", "\\", "\"\\", "=", "x", " ", "*;q=0,", "gzip;", "gzip;q=0.1111", "\u0000"})
    void garbageOf64KiBGivesThePlainBody(String piece) {
        assertThat(ContentEncoding.negotiate(Headers.garbage(piece))).isEqualTo(ContentEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\"", "0", "x", "x,"})
    void gzipIsFoundBefore64KiBOfGarbage(String piece) {
        assertThat(ContentEncoding.negotiate("gzip;q=0.5," + Headers.garbage(piece)))
                .isEqualTo(ContentEncoding.GZIP);
    }

    @Property(tries = 1000)
    void noHeaderMakesItThrow(@ForAll("headers") String acceptEncoding) {
        assertThatNoException().isThrownBy(() -> ContentEncoding.negotiate(acceptEncoding));
    }

    @Provide
    Arbitrary<String> headers() {
        return Headers.arbitrary();
    }
}

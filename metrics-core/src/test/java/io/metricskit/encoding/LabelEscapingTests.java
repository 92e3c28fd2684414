package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LabelEscapingTests {

    @ParameterizedTest
    @MethodSource
    void onlyTheSpecialCharactersAreEscaped(String text, String labelValue, String help) {
        assertThat(Written.text(to -> LabelEscaping.escapeLabelValue(text, to))).isEqualTo(labelValue);
        assertThat(Written.text(to -> LabelEscaping.escapeHelp(text, to))).isEqualTo(help);
    }

    static Stream<Arguments> onlyTheSpecialCharactersAreEscaped() {
        return Stream.of(
                Arguments.of("", "", ""),
                Arguments.of("plain", "plain", "plain"),
                Arguments.of("\\", "\\\\", "\\\\"),
                Arguments.of("\n", "\\n", "\\n"),
                Arguments.of("\"", "\\\"", "\""),
                Arguments.of("\\n", "\\\\n", "\\\\n"),
                Arguments.of("C:\\DIR\\FILE.TXT", "C:\\\\DIR\\\\FILE.TXT", "C:\\\\DIR\\\\FILE.TXT"),
                Arguments.of(
                        "Cannot find \"x\"\nat all", "Cannot find \\\"x\\\"\\nat all", "Cannot find \"x\"\\nat all"),
                Arguments.of("\r\t\0\u2028{}=,#'", "\r\t\0\u2028{}=,#'", "\r\t\0\u2028{}=,#'"),
                Arguments.of("花\"火\n😱\\", "花\\\"火\\n😱\\\\", "花\"火\\n😱\\\\"),
                Arguments.of("x\uD800\"y", "x\uFFFD\\\"y", "x\uFFFD\"y"));
    }

    @Property(tries = 2_000)
    void anEscapedLabelValueReadsBackAsTheSameText(@ForAll @From("texts") String text) {
        String escaped = Written.text(to -> LabelEscaping.escapeLabelValue(text, to));

        assertThat(escaped).doesNotContain("\n");
        assertThat(unescape(escaped)).isEqualTo(text);
    }

    @Test
    void pairsStandAsBetweenTheBraces() {
        assertThat(pairs(new String[] {"method", "path"}, new String[] {"GET", "/a\"b"}))
                .isEqualTo("method=\"GET\",path=\"/a\\\"b\"");
    }

    @Test
    void pairsWithAnEmptyValueAreLeftOut() {
        String[] names = {"a", "b", "c", "d"};

        assertThat(pairs(names, new String[] {"", "1", "", "2"})).isEqualTo("b=\"1\",d=\"2\"");
        assertThat(pairs(names, new String[] {"1", "", "2", ""})).isEqualTo("a=\"1\",c=\"2\"");
        assertThat(pairs(names, new String[] {"", "", "", ""})).isEmpty();
    }

    @Test
    void withoutLabelsThereAreNoBytes() {
        assertThat(LabelEscaping.encode(new String[0], true, new String[0])).isEmpty();
    }

    @Test
    void pairsLongerThanAnyBufferAreWhole() {
        String value = "花火\n".repeat(1000);

        byte[] pairs = LabelEscaping.encode(new String[] {"label"}, true, new String[] {value});

        assertThat(pairs).isEqualTo(("label=\"" + value.replace("\n", "\\n") + "\"").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAndValuesMustBeAsMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelEscaping.encode(new String[] {"a", "b"}, true, new String[] {"1"}))
                .withMessage("expected as many label values as names, 2, got 1");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('\\', '"', '\n', 'n', 'a', 'ä', '火')
                .ofMaxLength(100);
    }

    private static String pairs(String[] names, String[] values) {
        return new String(LabelEscaping.encode(names, false, values), StandardCharsets.UTF_8);
    }

    private static String unescape(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                i++;
                c = escaped.charAt(i) == 'n' ? '\n' : escaped.charAt(i);
            } else {
                assertThat(c).isNotEqualTo('"');
            }
            text.append(c);
        }
        return text.toString();
    }
}

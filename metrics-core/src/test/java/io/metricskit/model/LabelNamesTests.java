package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LabelNamesTests {

    @Test
    void theGivenOrderIsKept() {
        LabelNames names = LabelNames.of("status", "method");

        assertThat(names.toList()).containsExactly("status", "method");
        assertThat(names.size()).isEqualTo(2);
        assertThat(names.get(0)).isEqualTo("status");
        assertThat(names).hasToString("[status, method]");
    }

    @Test
    void aNameIsFoundAtItsPlace() {
        LabelNames names = LabelNames.of("status", "method");

        assertThat(names.indexOf("status")).isZero();
        assertThat(names.indexOf("method")).isEqualTo(1);
        assertThat(names.indexOf("other")).isNegative();
        assertThat(names.indexOf("")).isNegative();
        assertThat(names.indexOf(null)).isNegative();
    }

    @Test
    void namesAreEqualInTheSameOrderOnly() {
        assertThat(LabelNames.of("a", "b"))
                .isEqualTo(LabelNames.of("a", "b"))
                .hasSameHashCodeAs(LabelNames.of("a", "b"));
        assertThat(LabelNames.of("a", "b"))
                .isNotEqualTo(LabelNames.of("b", "a"))
                .isNotEqualTo("[a, b]");
    }

    @Test
    void theArrayOfTheCallerIsNotKept() {
        String[] given = {"a", "b"};
        LabelNames names = LabelNames.of(given);
        given[0] = "changed";

        assertThat(names.toList()).containsExactly("a", "b");
    }

    @Test
    void thereMayBeNoNames() {
        assertThat(LabelNames.of().size()).isZero();
        assertThat(LabelNames.of().toList()).isEmpty();
    }

    @Test
    void illegalNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of("a", ""))
                .withMessageContaining("a label name must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of("a-b", "c", "a.b"))
                .withMessage("label names 'a-b' and 'a.b' would both become 'a_b' for some scrapers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of("__a"))
                .withMessageContaining("reserved")
                .withMessageContaining("'__a'");
        assertThatNullPointerException()
                .isThrownBy(() -> LabelNames.of("a", null))
                .withMessage("a label name must not be null");
    }

    @Test
    void aNameWithANulIsRefusedSinceAScraperWouldStopThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of("a", "b\0c"))
                .withMessageContaining("no NUL character");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.utf8("b\0c", "x"))
                .withMessageContaining("no NUL character");
    }

    @Test
    void aNameThatIsGivenTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of("a", "b", "a"))
                .withMessage("label name 'a' is given twice");
    }

    @Test
    void moreThanThirtyTwoNamesAreRefused() {
        assertThat(LabelNames.of(numbered(32)).size()).isEqualTo(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelNames.of(numbered(33)))
                .withMessage("a series has at most 32 labels, but got 33");
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i).toArray(String[]::new);
    }
}

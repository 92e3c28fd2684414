package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class DecimalDigitsTests {

    @Property(tries = 20_000)
    void longsAreWrittenAsTheJdkWritesThem(@ForAll long value) {
        assertWrittenAsTheJdkDoes(value);
    }

    @Test
    void longsAroundPowersOfTenAndTheExtremesAreWrittenAsTheJdkWritesThem() {
        for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L; power *= 10) {
            for (long value = power - 2; value <= power + 2; value++) {
                assertWrittenAsTheJdkDoes(value);
                assertWrittenAsTheJdkDoes(-value);
            }
        }
        for (long offset = 0; offset < 3; offset++) {
            assertWrittenAsTheJdkDoes(Long.MIN_VALUE + offset);
            assertWrittenAsTheJdkDoes(Long.MAX_VALUE - offset);
            assertWrittenAsTheJdkDoes(Integer.MIN_VALUE + offset - 1);
            assertWrittenAsTheJdkDoes(Integer.MAX_VALUE + offset - 1);
        }
    }

    private static void assertWrittenAsTheJdkDoes(long value) {
        byte[] target = new byte[1 + DecimalDigits.MAX_LENGTH + DecimalDigits.SCRATCH];
        int end = DecimalDigits.signed(value, target, 1);
        assertThat(new String(target, 1, end - 1, StandardCharsets.US_ASCII)).isEqualTo(Long.toString(value));
        assertThat(target[0]).isZero();
    }
}

package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.junit.jupiter.api.Test;

final class ShortestDecimalTests {

    private final ShortestDecimal shortest = new ShortestDecimal();

    @Property(tries = 5_000)
    void theResultIsTheClosestOfTheShortestDecimals(@ForAll("bitPatterns") long bits) {
        double value = Math.abs(Double.longBitsToDouble(bits));
        Assume.that(Double.isFinite(value) && value != 0);

        shortest.compute(value);

        assertThat(Long.toString(shortest.digits())).hasSize(ShortestDecimal.DIGITS);
        assertThat(result()).isEqualByComparingTo(ReferenceFormat.shortest(value));
    }

    /** Every bit pattern is as likely as any other; jqwik's own preference for small numbers would mean subnormals. */
    @Provide
    Arbitrary<Long> bitPatterns() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
    }

    @Test
    void zerosFollowTheLastDigit() {
        shortest.compute(1e16);

        assertThat(shortest.digits()).isEqualTo(10_000_000_000_000_000L);
        assertThat(shortest.exponent()).isEqualTo(16);
    }

    @Test
    void anInstanceIsReused() {
        shortest.compute(Math.PI);
        shortest.compute(0.25);

        assertThat(result()).isEqualByComparingTo("0.25");
    }

    private BigDecimal result() {
        return BigDecimal.valueOf(shortest.digits(), ShortestDecimal.DIGITS - 1 - shortest.exponent());
    }
}

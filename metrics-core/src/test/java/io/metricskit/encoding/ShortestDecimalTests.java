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

        BigDecimal expected = ReferenceSpelling.shortest(value);
        assertThat(shortest.digits()).isEqualTo(expected.unscaledValue().longValueExact());
        assertThat(shortest.exponent()).isEqualTo(-expected.scale());
    }

    /** Every bit pattern is as likely as any other; jqwik's own preference for small numbers would mean subnormals. */
    @Provide
    Arbitrary<Long> bitPatterns() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
    }

    @Test
    void trailingZerosAreNotDigits() {
        shortest.compute(1e16);

        assertThat(shortest.digits()).isEqualTo(1);
        assertThat(shortest.exponent()).isEqualTo(16);
    }

    @Test
    void anInstanceIsReused() {
        shortest.compute(Math.PI);
        shortest.compute(0.25);

        assertThat(shortest.digits()).isEqualTo(25);
        assertThat(shortest.exponent()).isEqualTo(-2);
    }
}

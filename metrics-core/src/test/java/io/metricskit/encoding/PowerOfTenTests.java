package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class PowerOfTenTests {

    @Test
    void anEntryIsTheLeastOf126BitsAboveThePower() {
        for (int exponent = PowerOfTen.MIN_EXPONENT; exponent <= PowerOfTen.MAX_EXPONENT; exponent++) {
            PowerOfTen power = PowerOfTen.of(exponent);
            BigInteger g = BigInteger.valueOf(power.high()).shiftLeft(63).add(BigInteger.valueOf(power.low()));
            int r = PowerOfTen.floorLog2(exponent) - 125;
            BigDecimal scaled = r > 0
                    ? BigDecimal.ONE.scaleByPowerOfTen(exponent).divide(new BigDecimal(BigInteger.TWO.pow(r)))
                    : BigDecimal.ONE.scaleByPowerOfTen(exponent).multiply(new BigDecimal(BigInteger.TWO.pow(-r)));

            assertThat(scaled)
                    .isBetween(new BigDecimal(BigInteger.TWO.pow(125)), new BigDecimal(BigInteger.TWO.pow(126)));
            assertThat(new BigDecimal(g)).isGreaterThan(scaled);
            assertThat(new BigDecimal(g.subtract(BigInteger.ONE))).isLessThanOrEqualTo(scaled);
        }
    }

    @Test
    void anEntryIsKept() {
        assertThat(PowerOfTen.of(-17)).isSameAs(PowerOfTen.of(-17));
    }
}

package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class VarintTests {

    @Property(tries = 5_000)
    void aVarintReadsBackAsTheSameNumberAndHasTheLengthForetold(@ForAll long value) {
        byte[] written = EncodedBytes.of(out -> out.varint(value));

        assertThat(read(written)).isEqualTo(value);
        assertThat(written).hasSize(Varint.length(value));
    }

    @Property(tries = 5_000)
    void aWideVarintReadsBackAsTheSameNumberAndAlwaysHasNineBytes(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long value) {
        byte[] written = EncodedBytes.of(out -> out.wideVarint(value));

        assertThat(read(written)).isEqualTo(value);
        assertThat(written).hasSize(9);
    }

    @Test
    void eachBitOfAWideVarintStandsInItsPlace() {
        for (int bit = 0; bit < 63; bit++) {
            long value = 1L << bit;

            assertThat(read(EncodedBytes.of(out -> out.wideVarint(value)))).isEqualTo(value);
        }
    }

    @Test
    void aWideVarintInAnArrayLeavesWhatIsAroundIt() {
        byte[] target = new byte[11];
        Varint.putWide(Long.MAX_VALUE, target, 1);

        assertThat(target).startsWith(0).endsWith(0);
    }

    /** Reads as every protobuf parser does: groups of seven bits, the lowest first, while the high bit is set. */
    private static long read(byte[] varint) {
        long value = 0;
        int at = 0;
        while (varint[at] < 0) {
            value |= (long) (varint[at] & 0x7F) << 7 * at;
            at++;
        }
        assertThat(at).isEqualTo(varint.length - 1);
        return value | (long) varint[at] << 7 * at;
    }
}

package io.metricskit.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers as protobuf writes them, in groups of seven bits, the lowest first; a negative one takes ten bytes.
 * Stateless.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/#varints">Protocol Buffers: base 128 varints</a>
 */
public final class Varint {

    /** The bytes of the largest number, and of any that is written wide. */
    public static final int WIDE = 9;

    /** The bytes of a negative number. */
    static final int MAX = 10;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Varint() {}

    /** Returns how many bytes a number takes. */
    public static int length(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Puts a number into an array, and returns where it ends. */
    static int put(long value, byte[] target, int offset) {
        int at = offset;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /** Puts a number, not negative, into an array, always in {@link #WIDE} bytes, which every reader takes. */
    public static void putWide(long value, byte[] target, int offset) {
        long groups = value & 0x0FFF_FFFFL | (value & 0x00FF_FFFF_F000_0000L) << 4;
        groups = groups & 0x0000_3FFF_0000_3FFFL | (groups & 0x0FFF_C000_0FFF_C000L) << 2;
        groups = groups & 0x007F_007F_007F_007FL | (groups & 0x3F80_3F80_3F80_3F80L) << 1;
        LITTLE_ENDIAN.set(target, offset, groups | 0x8080_8080_8080_8080L);
        target[offset + Long.BYTES] = (byte) (value >>> 56);
    }
}

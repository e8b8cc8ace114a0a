package org.irilb.core.guard;

import java.net.InetAddress;

/**
 * An address as two unsigned numbers, which can be looked up without making an object.
 *
 * @param ipv4 whether it is of IPv4, so that it has only the lower 32 bits of {@code low}
 * @param high the upper 64 bits of IPv6: the network, as hosts get a /64
 * @param low the lower 64 bits
 */
public record NumericAddress(boolean ipv4, long high, long low) {

    /** What stands before IPv4 that is written as IPv6 (RFC 4291, section 2.5.5.2). */
    private static final int MAPPED = 0xffff;

    /** IPv4 that is written as IPv6 is IPv4. */
    public static NumericAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return new NumericAddress(true, 0, bits(bytes, 0, 4));
        }
        long high = bits(bytes, 0, 8);
        long low = bits(bytes, 8, 16);
        boolean mapped = high == 0 && low >>> 32 == MAPPED;
        return mapped ? new NumericAddress(true, 0, low & 0xffff_ffffL) : new NumericAddress(false, high, low);
    }

    /** {@code bytes[from..to)}, the first byte being the highest. */
    private static long bits(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}

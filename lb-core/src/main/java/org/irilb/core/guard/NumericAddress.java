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

    public static NumericAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new NumericAddress(true, 0, bits(bytes, 0, 4))
                : new NumericAddress(false, bits(bytes, 0, 8), bits(bytes, 8, 16));
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

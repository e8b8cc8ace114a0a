package org.irilb.core.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * What tells sources from each other, as a long: an IPv4 address, or the first half of an IPv6 address, because whoever
 * has one of its network has all of them. Never 0. Stateless.
 */
final class SourceKey {

    /** IPv4 addresses take the place of networks that are for multicast, where nobody connects from. */
    private static final long IPV4 = 0xffff_ffffL << 32;

    /** Stands for the network ::/64, the one of ::1, because its first half is 0. */
    private static final long ZERO = 0xffff_fffeL << 32;

    /** What stands above an IPv4 address that is written as one of IPv6. */
    private static final long MAPPED = 0xffff;

    private SourceKey() {}

    static long of(NumericAddress address) {
        long network = address.high();
        boolean mapped = network == 0 && address.low() >>> 32 == MAPPED;
        if (address.ipv4() || mapped) {
            return IPV4 | address.low() & 0xffff_ffffL;
        }
        return network == 0 ? ZERO : network;
    }

    /** An IPv4 address, or an IPv6 network with {@code /64} behind it. */
    static String text(long key) {
        boolean ipv4 = key >>> 32 == IPV4 >>> 32;
        byte[] bytes = ipv4
                ? ByteBuffer.allocate(4).putInt((int) key).array()
                : ByteBuffer.allocate(16).putLong(key == ZERO ? 0 : key).array();
        try {
            String address = InetAddress.getByAddress(bytes).getHostAddress();
            return ipv4 ? address : address + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }
}

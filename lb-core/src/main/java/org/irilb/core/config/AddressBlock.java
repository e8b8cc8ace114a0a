package org.irilb.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that begin alike (CIDR, RFC 4632 and RFC 4291, section 2.3).
 *
 * @param address the first of them; bits behind the prefix are cleared. IPv4 within IPv6 ({@code ::ffff:0:0/96}) is IPv4,
 *     as {@link InetAddress} has it
 * @param prefix how many bits they share, 0..32 for IPv4 and 0..128 for IPv6
 */
public record AddressBlock(InetAddress address, int prefix) {

    public AddressBlock {
        byte[] bytes = address.getAddress();
        Checks.within("prefix of " + address.getHostAddress(), prefix, 0, bytes.length * 8);
        address = first(bytes, prefix);
    }

    /** A single address. */
    public static AddressBlock of(InetAddress address) {
        return new AddressBlock(address, address.getAddress().length * 8);
    }

    private static InetAddress first(byte[] bytes, int prefix) {
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(8, prefix - i * 8));
            bytes[i] &= (byte) (0xff00 >> kept);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }

    /** Whether all addresses of {@code other} are among these. */
    public boolean contains(AddressBlock other) {
        return other.prefix >= prefix
                && other.address.getClass() == address.getClass()
                && first(other.address.getAddress(), prefix).equals(address);
    }

    /** As it is written: {@code 10.0.0.0/8}, or without prefix for a single address. */
    @Override
    public String toString() {
        String text = address.getHostAddress();
        return prefix == address.getAddress().length * 8 ? text : text + "/" + prefix;
    }
}

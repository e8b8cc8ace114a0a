package org.irilb.server.admin.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A source as an operator names it.
 *
 * @param address any address of the source
 * @param source as the table has it: an IPv4 address, or an IPv6 network with {@code /64} behind it
 */
record SourceAddress(InetAddress address, String source) {

    private static final String NETWORK = "/64";
    private static final int HALF = 8;

    /** @param text an address, which may have {@code /64} behind it if it is of IPv6; nothing if it is anything else */
    static Optional<SourceAddress> parse(String text) {
        boolean network = text.endsWith(NETWORK);
        String literal = network ? text.substring(0, text.length() - NETWORK.length()) : text;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null || bytes.length == 4 && network) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            if (bytes.length > 4) {
                Arrays.fill(bytes, HALF, bytes.length, (byte) 0);
            }
            String source = InetAddress.getByAddress(bytes).getHostAddress();
            return Optional.of(new SourceAddress(address, bytes.length > 4 ? source + NETWORK : source));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for other lengths
        }
    }
}

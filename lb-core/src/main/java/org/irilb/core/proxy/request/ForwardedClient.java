package org.irilb.core.proxy.request;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.irilb.core.guard.AddressSet;
import org.irilb.core.guard.NumericAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from that has passed proxies. Each one adds its peer behind what it has received, so what a
 * trusted one says is true of its own peer, and the rest is only what that peer says. Stateless.
 */
public final class ForwardedClient {

    private ForwardedClient() {}

    /**
     * The nearest one that isn't trusted; the farthest that is known if all are, or if what is said is no address.
     *
     * @param forwardedFor addresses with commas between them, the nearest last; those of IPv6 possibly in brackets, and
     *     each possibly with a port
     */
    static InetAddress of(String forwardedFor, InetAddress peer, AddressSet trusted) {
        InetAddress client = peer;
        int end = forwardedFor.length();
        while (end > 0 && trusted.contains(NumericAddress.of(client))) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            String said = forwardedFor.substring(comma + 1, end).strip();
            end = comma;
            if (said.isEmpty()) {
                continue;
            }
            InetAddress address = address(said);
            if (address == null) {
                return client;
            }
            client = address;
        }
        return client;
    }

    private static @Nullable InetAddress address(String said) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(withoutPort(said));
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }

    private static String withoutPort(String said) {
        int bracket = said.indexOf(']');
        if (said.startsWith("[") && bracket > 0) {
            return said.substring(1, bracket);
        }
        int colon = said.indexOf(':');
        return colon > 0 && colon == said.lastIndexOf(':') ? said.substring(0, colon) : said;
    }
}

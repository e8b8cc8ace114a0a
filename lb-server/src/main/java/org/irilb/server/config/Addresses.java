package org.irilb.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Kinds of values that name addresses. None asks a name server. */
final class Addresses {

    static final Kind<Endpoint> ENDPOINT =
            new Kind<>("address:port, such as 0.0.0.0:14267 or [::]:14267", Addresses::endpoint, Endpoint::toString);

    static final Kind<InetAddress> ADDRESS =
            new Kind<>("an IPv4 or IPv6 address", Addresses::address, InetAddress::getHostAddress);

    private Addresses() {}

    private static Optional<Endpoint> endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        return host(text.substring(0, colon))
                .flatMap(host -> Kind.integer(0, 65_535)
                        .reader()
                        .apply(text.substring(colon + 1))
                        .map(port -> new Endpoint(host, port)));
    }

    /** An IPv6 address must stand in brackets, or its last group would pass for a port. */
    private static Optional<String> host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String inside = text.substring(1, text.length() - 1);
            return Optional.of(inside).filter(NetUtil::isValidIpV6Address);
        }
        return Kind.NAME.reader().apply(text).filter(name -> name.indexOf(':') < 0);
    }

    private static Optional<InetAddress> address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }
}

package org.irilb.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.irilb.core.config.AddressBlock;

/** Kinds of values that name addresses. None asks a name server. */
public final class Addresses {

    static final Kind<Endpoint> ENDPOINT =
            new Kind<>("address:port, such as 0.0.0.0:14267 or [::]:14267", Addresses::endpoint, Endpoint::toString);

    static final Kind<AddressBlock> ADDRESS_BLOCK = new Kind<>(
            "an address or a block, such as 10.0.0.0/8 or 2001:db8::/32", Addresses::block, AddressBlock::toString);

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

    /** An address, or a block of them such as {@code 10.0.0.0/8}; nothing if it is neither. */
    public static Optional<AddressBlock> block(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text).map(AddressBlock::of);
        }
        return address(text.substring(0, slash)).flatMap(address -> {
            int bits = address.getAddress().length * 8;
            // IPv4 that is written as IPv6 has 96 bits in front.
            int before = text.indexOf(':') >= 0 && bits == 32 ? 96 : 0;
            return Kind.integer(before, before + bits)
                    .reader()
                    .apply(text.substring(slash + 1))
                    .map(prefix -> new AddressBlock(address, prefix - before));
        });
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

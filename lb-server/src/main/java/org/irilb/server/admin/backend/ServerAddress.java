package org.irilb.server.admin.backend;

import io.netty.util.NetUtil;

/**
 * A server's address, taken apart as HAProxy shows it.
 *
 * @param ip without brackets, or {@code -} if a name is all that is known
 * @param name host name, or {@code -} if it is known by its IP address
 * @param port 1..65535
 */
record ServerAddress(String ip, String name, int port) {

    /** Takes {@code host:port} apart, whose host is in brackets if there are colons in it. */
    static ServerAddress of(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        if (host.startsWith("[")) {
            return new ServerAddress(host.substring(1, host.length() - 1), "-", port);
        }
        return NetUtil.isValidIpV4Address(host)
                ? new ServerAddress(host, "-", port)
                : new ServerAddress("-", host, port);
    }
}

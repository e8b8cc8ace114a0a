package org.irilb.core.proxy;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.pool.Asker;

/**
 * Who is at the other end of a client's connection, in the forms that the parts of the balancer want to know.
 *
 * @param address of the client
 * @param asker to balancers, before it has tried anything
 * @param forwardedBy to nodes
 */
record ClientSource(InetSocketAddress address, Asker asker, ForwardedBy forwardedBy) {

    /**
     * @param local where the client has connected to
     * @param via what the balancer calls itself
     */
    static ClientSource of(InetSocketAddress address, InetSocketAddress local, Optional<String> via) {
        return new ClientSource(
                address,
                Asker.from(address.getAddress()),
                ForwardedBy.of(address.getAddress().getHostAddress(), "http", via, authority(local)));
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

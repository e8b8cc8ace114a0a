package org.irilb.core.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.irilb.core.guard.AddressSet;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.RequestHead;
import org.irilb.core.pool.Asker;

/**
 * Who is at the other end of a client's connection, or asks through a proxy there, in the forms that the parts of the
 * balancer want to know.
 *
 * @param address of the client; with port 0 if it asks through a proxy
 * @param numeric the same
 * @param asker to balancers, before it has tried anything
 * @param forwardedBy to nodes
 */
record ClientSource(InetSocketAddress address, NumericAddress numeric, Asker asker, ForwardedBy forwardedBy) {

    /**
     * @param local where the client has connected to
     * @param protocol {@code http} or {@code https}
     * @param via what the balancer calls itself
     */
    static ClientSource of(InetSocketAddress address, InetSocketAddress local, String protocol, Optional<String> via) {
        return of(address, ForwardedBy.of(address.getAddress().getHostAddress(), protocol, via, authority(local)));
    }

    private static ClientSource of(InetSocketAddress address, ForwardedBy forwardedBy) {
        InetAddress host = address.getAddress();
        return new ClientSource(address, NumericAddress.of(host), Asker.from(host), forwardedBy);
    }

    /** Who asks: this one, or whom it speaks for if it is a trusted proxy. */
    ClientSource asking(RequestHead head, AddressSet trustedProxies) {
        if (!trustedProxies.contains(numeric)) {
            return this;
        }
        InetAddress client = ForwardedClient.of(head.forwardedFor(), address.getAddress(), trustedProxies);
        return client.equals(address.getAddress()) ? this : of(new InetSocketAddress(client, 0), forwardedBy);
    }

    /** The same client, whose requests come over HTTP/2. */
    ClientSource overHttp2() {
        return new ClientSource(address, numeric, asker, forwardedBy.overHttp2());
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

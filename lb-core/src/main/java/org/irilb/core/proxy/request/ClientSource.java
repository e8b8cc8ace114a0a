package org.irilb.core.proxy.request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.irilb.core.guard.AddressSet;
import org.irilb.core.guard.NumericAddress;
import org.irilb.core.http.ForwardedBy;
import org.irilb.core.http.RequestHead;
import org.irilb.core.metrics.AccessRecord.Tls;
import org.irilb.core.pool.Asker;

/**
 * Who is at the other end of a client's connection, or asks through a proxy there, in the forms that the parts of the
 * balancer want to know.
 *
 * @param address of the client; with port 0 if it asks through a proxy
 * @param numeric the same
 * @param asker to balancers, before it has tried anything
 * @param forwardedBy to nodes
 * @param tls to the access log; empty for plain HTTP
 */
public record ClientSource(
        InetSocketAddress address, NumericAddress numeric, Asker asker, ForwardedBy forwardedBy, Optional<Tls> tls) {

    /**
     * @param local where the client has connected to
     * @param secure whether by HTTPS
     * @param via what the balancer calls itself
     */
    public static ClientSource of(
            InetSocketAddress address, InetSocketAddress local, boolean secure, Optional<String> via) {
        String host = address.getAddress().getHostAddress();
        return of(address, ForwardedBy.of(host, secure, via, authority(local)), Optional.empty());
    }

    private static ClientSource of(InetSocketAddress address, ForwardedBy forwardedBy, Optional<Tls> tls) {
        InetAddress host = address.getAddress();
        return new ClientSource(address, NumericAddress.of(host), Asker.from(host), forwardedBy, tls);
    }

    /** Who asks: this one, or whom it speaks for if it is a trusted proxy. */
    public ClientSource asking(RequestHead head, AddressSet trustedProxies) {
        if (!trustedProxies.contains(numeric)) {
            return this;
        }
        ForwardedBy by = forwardedBy.claiming(head.forwardedProto());
        InetAddress client = ForwardedClient.of(head.forwardedFor(), address.getAddress(), trustedProxies);
        if (!client.equals(address.getAddress())) {
            return of(new InetSocketAddress(client, 0), by, tls);
        }
        return by == forwardedBy ? this : with(by);
    }

    /** The same client, whose requests come over HTTP/2. */
    public ClientSource overHttp2() {
        return with(forwardedBy.overHttp2());
    }

    /** The same client, of which nodes are told more. */
    public ClientSource with(ForwardedBy forwardedBy) {
        return new ClientSource(address, numeric, asker, forwardedBy, tls);
    }

    /** The same client, which has agreed on how to speak TLS. */
    public ClientSource over(Tls tls) {
        return new ClientSource(address, numeric, asker, forwardedBy, Optional.of(tls));
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}

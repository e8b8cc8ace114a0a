package org.irilb.core.proxy;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Gauge;

/** A bound port and what is counted of it. Any thread. */
final class Listener {

    private final ListenerConfig config;
    private final Counters counters;
    private final Gauge connections = new Gauge();
    private volatile Channel channel;

    Listener(ListenerConfig config, int loops) {
        this.config = config;
        this.counters = new Counters(loops);
    }

    void bound(Channel channel) {
        this.channel = channel;
    }

    String name() {
        return config.name();
    }

    boolean acceptsProxy() {
        return config.acceptProxy();
    }

    Http2Config http2() {
        return config.http2();
    }

    int limit() {
        return config.maxConnections();
    }

    Counters counters() {
        return counters;
    }

    Gauge connections() {
        return connections;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** The host as configured, for whoever reads it knows that one, and the port, which the system may have chosen. */
    String shownAddress() {
        return config.addressWith(address().getPort());
    }

    Channel channel() {
        return channel;
    }
}

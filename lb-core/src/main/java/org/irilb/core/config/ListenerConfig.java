package org.irilb.core.config;

import java.util.Optional;

/**
 * A port that clients connect to.
 *
 * @param name shown in statistics, e.g. {@code iri_front}
 * @param host address to bind, IPv4 or IPv6, without brackets
 * @param port 0..65535; 0 lets the system choose
 * @param acceptProxy whether each connection begins with a PROXY protocol header, version 1 or 2, that tells the
 *     client's address; one that doesn't is closed
 * @param maxConnections open client connections, 1 or more; more wait in the kernel's backlog
 * @param http2 limits of connections that speak HTTP/2
 * @param tls how it speaks TLS; empty for plain HTTP
 * @param redirectPort the port of HTTPS that all requests are sent to; empty to serve them here
 */
public record ListenerConfig(
        String name,
        String host,
        int port,
        boolean acceptProxy,
        int maxConnections,
        Http2Config http2,
        Optional<TlsConfig> tls,
        Optional<Integer> redirectPort) {

    /** Plain HTTP. */
    public ListenerConfig(String name, String host, int port, boolean acceptProxy, int maxConnections) {
        this(name, host, port, acceptProxy, maxConnections, Http2Config.STANDARD, Optional.empty(), Optional.empty());
    }

    public ListenerConfig {
        Checks.name("listener name", name);
        Checks.name("bind", host);
        Checks.within("port", port, 0, 65_535);
        Checks.within("max-connections", maxConnections, 1, Integer.MAX_VALUE);
        redirectPort.ifPresent(to -> Checks.within("redirect", to, 1, 65_535));
        if (tls.isPresent() && redirectPort.isPresent()) {
            throw new IllegalArgumentException("redirect: given beside tls (expected: one of the two)");
        }
    }

    /** Host and port as operators write them, {@code 0.0.0.0:14267} or {@code [::]:14267}; the port may be another. */
    public String addressWith(int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

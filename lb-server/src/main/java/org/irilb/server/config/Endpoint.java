package org.irilb.server.config;

import java.util.Optional;

/**
 * Where to listen.
 *
 * @param host address or name, without brackets
 * @param port 0..65535; 0 lets the system choose
 */
public record Endpoint(String host, int port) {

    /** Reads what {@link #toString} writes; nothing if it isn't of that form. */
    public static Optional<Endpoint> parse(String text) {
        return Addresses.ENDPOINT.reader().apply(text);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

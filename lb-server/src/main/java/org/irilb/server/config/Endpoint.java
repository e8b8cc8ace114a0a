package org.irilb.server.config;

/**
 * Where to listen.
 *
 * @param host address or name, without brackets
 * @param port 0..65535; 0 lets the system choose
 */
public record Endpoint(String host, int port) {

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

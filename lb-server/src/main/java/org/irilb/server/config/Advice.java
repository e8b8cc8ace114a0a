package org.irilb.server.config;

import java.util.List;
import java.util.Optional;
import org.irilb.core.config.ListenerConfig;

/** What a configuration may well say, but rarely wants to. Pure. */
public final class Advice {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Advice() {}

    /** A line for each thing that an operator should look at; none keeps the balancer from starting. */
    public static List<String> of(Settings settings) {
        List<ListenerConfig> listeners = settings.balancer().listeners();
        return settings.acme().flatMap(acme -> unasked(acme.challenge(), listeners)).stream()
                .toList();
    }

    /** Authorities ask at one port only; there may be somebody in front who passes that on. */
    private static Optional<String> unasked(AcmeChallenge challenge, List<ListenerConfig> listeners) {
        boolean overTls = challenge == AcmeChallenge.TLS_ALPN_01;
        int port = overTls ? HTTPS_PORT : HTTP_PORT;
        boolean heard = listeners.stream()
                .anyMatch(listener -> listener.port() == port && listener.tls().isPresent() == overTls);
        return heard
                ? Optional.empty()
                : Optional.of("acme.challenge: " + challenge.label() + ", but no listener with" + (overTls ? "" : "out")
                        + " tls has port " + port + ", where the authority asks (expected: one, or somebody in front"
                        + " who passes that port on to one)");
    }
}

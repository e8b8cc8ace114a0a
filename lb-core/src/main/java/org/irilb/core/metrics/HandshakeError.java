package org.irilb.core.metrics;

/** Why a TLS handshake with a client has failed. */
public enum HandshakeError {
    /** The connection ended before it was over; also those that a stopping balancer ends. */
    CLOSED("closed", Counter.TLS_HANDSHAKES_CLOSED),
    /** It took longer than a request may. */
    TIMEOUT("timeout", Counter.TLS_HANDSHAKES_TIMED_OUT),
    /** The client speaks something else than TLS. */
    NOT_TLS("not-tls", Counter.TLS_HANDSHAKES_NOT_TLS),
    /** There is no certificate for the name that the client asks for. */
    UNKNOWN_NAME("unknown-name", Counter.TLS_HANDSHAKES_UNKNOWN_NAME),
    /** The client knows no version, cipher suite, group or signature of ours. */
    UNSUPPORTED("unsupported", Counter.TLS_HANDSHAKES_UNSUPPORTED),
    /** The client has no certificate, or one that isn't believed. */
    CLIENT_CERTIFICATE("client-certificate", Counter.TLS_HANDSHAKES_CLIENT_CERTIFICATE),
    /** The client has said by an alert that it doesn't go on, such as because it doesn't believe our certificate. */
    REFUSED("refused", Counter.TLS_HANDSHAKES_REFUSED),
    /** All else: what the client said isn't as the protocol has it. */
    PROTOCOL("protocol", Counter.TLS_HANDSHAKES_PROTOCOL);

    private final String label;
    private final Counter counter;

    HandshakeError(String label, Counter counter) {
        this.label = label;
        this.counter = counter;
    }

    /** What metrics call it. */
    public String label() {
        return label;
    }

    /** Where a listener counts it. */
    public Counter counter() {
        return counter;
    }
}

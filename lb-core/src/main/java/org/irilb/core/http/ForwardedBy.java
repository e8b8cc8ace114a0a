package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines that say who a request comes from and who passed it on. Made once per client connection.
 *
 * @param client whom it comes from
 * @param protocol how the client was connected
 * @param http10 who passes on a request received as HTTP/1.0
 * @param http11 the same for one received as HTTP/1.1 or later
 * @param http2 the same for one received as HTTP/2
 * @param host the Host line for a request of HTTP/1.0 that came without, in its target too
 */
public record ForwardedBy(byte[] client, byte[] protocol, byte[] http10, byte[] http11, byte[] http2, byte[] host) {

    private static final byte[] HTTP = ascii("X-Forwarded-Proto: http\r\n");
    private static final byte[] HTTPS = ascii("X-Forwarded-Proto: https\r\n");

    /**
     * @param client address of the client, for {@code X-Forwarded-For}
     * @param secure whether it is connected by HTTPS, for {@code X-Forwarded-Proto}
     * @param pseudonym who passes it on, for {@code Via} (RFC 9110, section 7.6.3); empty to leave that out
     * @param localAuthority where the client connected to
     */
    public static ForwardedBy of(String client, boolean secure, Optional<String> pseudonym, String localAuthority) {
        return new ForwardedBy(
                ascii("X-Forwarded-For: " + client + "\r\n"),
                secure ? HTTPS : HTTP,
                via("1.0", pseudonym),
                via("1.1", pseudonym),
                via("2.0", pseudonym),
                ascii("Host: " + localAuthority + "\r\n"));
    }

    /** The same for requests that were translated from HTTP/2, all of which are HTTP/1.1 now. */
    public ForwardedBy overHttp2() {
        return new ForwardedBy(client, protocol, http10, http2, http2, host);
    }

    /** The same client, which a proxy says is connected by {@code protocol}; what isn't one is ignored. */
    public ForwardedBy claiming(String protocol) {
        byte[] claimed =
                protocol.equalsIgnoreCase("https") ? HTTPS : protocol.equalsIgnoreCase("http") ? HTTP : this.protocol;
        return claimed == this.protocol ? this : new ForwardedBy(client, claimed, http10, http11, http2, host);
    }

    /**
     * The same client, of which something more is known.
     *
     * @param name of a field
     * @param value printable ASCII
     */
    public ForwardedBy with(String name, String value) {
        String more = new String(client, StandardCharsets.US_ASCII) + name + ": " + value + "\r\n";
        return new ForwardedBy(ascii(more), protocol, http10, http11, http2, host);
    }

    private static byte[] via(String version, Optional<String> pseudonym) {
        return ascii(
                pseudonym.map(name -> "Via: " + version + " " + name + "\r\n").orElse(""));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

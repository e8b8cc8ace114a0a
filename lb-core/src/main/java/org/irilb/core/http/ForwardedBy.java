package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines that say who a request comes from and who passed it on. Made once per client connection.
 *
 * @param http10 the lines for a request received as HTTP/1.0
 * @param http11 the lines for one received as HTTP/1.1 or later
 * @param http2 the lines for one received as HTTP/2
 * @param host the Host line for a request of HTTP/1.0 that came without, in its target too
 */
public record ForwardedBy(byte[] http10, byte[] http11, byte[] http2, byte[] host) {

    /**
     * @param client address of the client, for {@code X-Forwarded-For}
     * @param protocol {@code http} or {@code https}, for {@code X-Forwarded-Proto}
     * @param pseudonym who passes it on, for {@code Via} (RFC 9110, section 7.6.3); empty to leave that out
     * @param localAuthority where the client connected to
     */
    public static ForwardedBy of(String client, String protocol, Optional<String> pseudonym, String localAuthority) {
        String from = "X-Forwarded-For: " + client + "\r\nX-Forwarded-Proto: " + protocol + "\r\n";
        return new ForwardedBy(
                ascii(from + via("1.0", pseudonym)),
                ascii(from + via("1.1", pseudonym)),
                ascii(from + via("2.0", pseudonym)),
                ascii("Host: " + localAuthority + "\r\n"));
    }

    /** The same for requests that were translated from HTTP/2, all of which are HTTP/1.1 now. */
    public ForwardedBy overHttp2() {
        return new ForwardedBy(http10, http2, http2, host);
    }

    private static String via(String version, Optional<String> pseudonym) {
        return pseudonym.map(name -> "Via: " + version + " " + name + "\r\n").orElse("");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package org.irilb.core.http;

import java.nio.charset.StandardCharsets;

/**
 * The lines that say who a request comes from and who passed it on. Made once per client connection.
 *
 * @param http10 the lines for a request received as HTTP/1.0
 * @param http11 the lines for any other
 * @param host the Host line for a request of HTTP/1.0 that came without, in its target too
 */
public record ForwardedBy(byte[] http10, byte[] http11, byte[] host) {

    /**
     * @param client address of the client, for {@code X-Forwarded-For}
     * @param protocol {@code http} or {@code https}, for {@code X-Forwarded-Proto}
     * @param pseudonym who passes it on, for {@code Via} (RFC 9110, section 7.6.3)
     * @param localAuthority where the client connected to
     */
    public static ForwardedBy of(String client, String protocol, String pseudonym, String localAuthority) {
        String from = "X-Forwarded-For: " + client + "\r\nX-Forwarded-Proto: " + protocol + "\r\nVia: ";
        return new ForwardedBy(
                ascii(from + "1.0 " + pseudonym + "\r\n"),
                ascii(from + "1.1 " + pseudonym + "\r\n"),
                ascii("Host: " + localAuthority + "\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package org.irilb.core.http;

/** Sends clients of plain HTTP to HTTPS, with all that they ask for (RFC 9110, section 15.4). Stateless. */
public final class Redirect {

    private static final int HTTPS_PORT = 443;

    private static final OwnAnswer NO_HOST = OwnAnswer.of(400, "The Host is missing (expected: one to redirect to)");

    private Redirect() {}

    /**
     * The answer to a request: 301 if it only reads, which all clients know; otherwise 308, which keeps method and body.
     *
     * @param port where HTTPS is
     */
    public static OwnAnswer to(int port, RequestHead head) {
        String host = head.host();
        if (host.isEmpty()) {
            return NO_HOST;
        }
        boolean reads = head.method() == Method.GET || head.method() == Method.HEAD;
        String location = "https://" + withoutPort(host) + (port == HTTPS_PORT ? "" : ":" + port) + head.path();
        return new OwnAnswer(reads ? 301 : 308, "Ask by HTTPS", 0, "Location: " + location + "\r\n");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}

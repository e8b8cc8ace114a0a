package org.irilb.core.soak;

/**
 * A request in all its shapes.
 *
 * @param id nobody else's
 * @param fault what its node shall do
 * @param proof whether it asks for proof of work
 */
record SoakRequest(String id, NodeFault fault, boolean proof) {

    private static final int LARGE = 100_000;
    private static final int CHUNK = 30;

    String plain() {
        return head("HTTP/1.1", "Content-Length: " + body().length()) + body();
    }

    String large() {
        String body = body(LARGE);
        return head("HTTP/1.1", "Content-Length: " + body.length()) + body;
    }

    String old() {
        return head("HTTP/1.0", "Content-Length: " + body().length()) + body();
    }

    String expectingHead() {
        return head("HTTP/1.1", "Expect: 100-continue\r\nContent-Length: " + body().length());
    }

    String chunked() {
        StringBuilder request = new StringBuilder(head("HTTP/1.1", "Transfer-Encoding: chunked"));
        String body = body();
        for (int at = 0; at < body.length(); at += CHUNK) {
            String chunk = body.substring(at, Math.min(body.length(), at + CHUNK));
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return request.append("0\r\n\r\n").toString();
    }

    String body() {
        return body(0);
    }

    private String body(int filler) {
        return "{\"command\":\"" + (proof ? "attachToTangle" : "getNodeInfo") + "\",\"filler\":\"" + "x".repeat(filler)
                + "\"}";
    }

    private String head(String version, String framing) {
        return "POST / " + version + "\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nX-Soak: " + id + " " + fault + "\r\n"
                + framing + "\r\n\r\n";
    }
}

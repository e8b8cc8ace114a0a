package org.irilb.core.proxy;

import java.nio.charset.StandardCharsets;

/**
 * A node's whole answer, kept for all who wait for it. The arrays are not to be changed. Any thread.
 *
 * @param head as received
 * @param body without its framing
 */
record KeptAnswer(byte[] head, byte[] body) {

    /** What IRI says to work that was interrupted before anything was found. */
    static final KeptAnswer INTERRUPTED = json("{\"trytes\":[],\"duration\":0}");

    private static KeptAnswer json(String body) {
        String head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        return new KeptAnswer(head.getBytes(StandardCharsets.US_ASCII), body.getBytes(StandardCharsets.US_ASCII));
    }
}

package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.kit.Wire;

/** Requests that the tests send, and what the answers of the balancer itself look like. */
final class Requests {

    static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    static final String POW = "{\"command\":\"attachToTangle\"}";

    private Requests() {}

    /** A request for node information with a body of about {@code size} bytes. */
    static String large(int size) {
        return "{\"command\":\"getNodeInfo\",\"filler\":\"" + "x".repeat(size) + "\"}";
    }

    /** The request of a client that speaks HTTP/1.0 and ends the connection after it. */
    static String old(String json) {
        return "POST / HTTP/1.0\r\nX-IOTA-API-Version: 1\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    /** In the shape of a node's error, and readable by any web page. */
    static void assertOwn(Wire.Message answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).matches("\\{\"error\":\"[^\"]+\",\"duration\":0}");
        assertThat(answer.fields("Content-Type")).containsExactly("application/json");
        assertThat(answer.fields("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.fields("Content-Length"))
                .containsExactly(Integer.toString(answer.body().length()));
    }
}

package org.irilb.core.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A request that is valid until something is done to it. One thread's. */
final class Draft {

    private static final String[] METHODS = {"POST", "GET", "PUT", "OPTIONS", "DELETE", "PURGE"};
    private static final String[] TARGETS = {"/", "/commands", "/a/b?c=d&e", "/%7Ea;b=c", "http://lb/", "http://lb?x"};
    private static final String[] OTHERS = {
        "Accept: */*", "accept-encoding: gzip, deflate", "X-Empty:", "Content-Type: application/json;charset=UTF-8",
        "User-Agent: wallet/1.0 (x; y)", "Connection: keep-alive", "X-Forwarded-For: 192.0.2.1", "TE: trailers",
        "Cookie: a=b; c=\"d\"", "X-Latin: \u00e4\u00f6", "Origin: null", "X-Tab:\ta\tb\t"
    };
    private static final String JSON = "{\"command\":\"getNodeInfo\"}";

    private final Random random;
    private final String requestLine;
    private final List<String> fields = new ArrayList<>();
    private String body;

    private Draft(Random random, String requestLine, String body) {
        this.random = random;
        this.requestLine = requestLine;
        this.body = body;
    }

    /** A request that a node gets and answers. */
    static Draft valid(Random random) {
        boolean chunked = random.nextInt(3) == 0;
        String line = pick(random, METHODS) + " " + pick(random, TARGETS) + " HTTP/1.1\r\n";
        Draft draft = new Draft(random, line, chunked ? "19\r\n" + JSON + "\r\n0\r\n\r\n" : JSON);
        draft.add("Host: lb");
        draft.add("X-IOTA-API-Version: 1");
        draft.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + JSON.length());
        for (int i = random.nextInt(5); i > 0; i--) {
            draft.add(pick(random, OTHERS));
        }
        return draft;
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    String pick(String... from) {
        return pick(random, from);
    }

    /** A number from 0 to {@code bound} - 1. */
    int number(int bound) {
        return random.nextInt(bound);
    }

    /** Adds a field line, without its CR LF, somewhere. */
    void add(String field) {
        fields.add(random.nextInt(fields.size() + 1), field + "\r\n");
    }

    void drop(String name) {
        fields.removeIf(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    }

    void replace(String name, String field) {
        drop(name);
        add(field);
    }

    List<String> fields() {
        return fields;
    }

    String method() {
        return requestLine.substring(0, requestLine.indexOf(' '));
    }

    String target() {
        return requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
    }

    void body(String body) {
        this.body = body;
    }

    String body() {
        return body;
    }

    /** The request as it is, with this request line. */
    String with(String requestLine) {
        return requestLine + String.join("", fields) + "\r\n" + body;
    }

    @Override
    public String toString() {
        return with(requestLine);
    }
}

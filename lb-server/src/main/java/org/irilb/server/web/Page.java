package org.irilb.server.web;

import java.util.HashMap;
import java.util.Map;
import org.irilb.server.text.Text;

/**
 * An answer.
 *
 * @param type its Content-Type
 * @param fields further fields
 * @param body its text
 */
record Page(int status, String type, Map<String, String> fields, Text body) {

    private static final String PLAIN = "text/plain; charset=utf-8";

    /** What any socket takes at once. */
    private static final int SHORT_BYTES = 4 * 1024;

    Page {
        fields = Map.copyOf(fields);
    }

    static Page of(String type, Text body) {
        return new Page(200, type, Map.of(), body);
    }

    static Page text(int status, String line) {
        return new Page(status, PLAIN, Map.of(), Text.of(line + "\n"));
    }

    Page with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new Page(status, type, more, body);
    }

    /** Whether it is too short to keep a thread waiting for its reader. */
    boolean isShort() {
        return body.length() > 0 && body.length() <= SHORT_BYTES;
    }
}

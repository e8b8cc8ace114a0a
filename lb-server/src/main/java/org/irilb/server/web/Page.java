package org.irilb.server.web;

import java.util.HashMap;
import java.util.Map;
import org.irilb.server.text.Text;

/**
 * What is answered.
 *
 * @param type its Content-Type
 * @param fields further fields
 * @param body its text
 */
record Page(int status, String type, Map<String, String> fields, Text body) implements Answer {

    private static final String PLAIN = "text/plain; charset=utf-8";

    Page {
        fields = Map.copyOf(fields);
    }

    static Page of(String type, Text body) {
        return new Page(200, type, Map.of(), body);
    }

    static Page plain(Text body) {
        return of(PLAIN, body);
    }

    static Page text(int status, String line) {
        return new Page(status, PLAIN, Map.of(), Text.of(line + "\n"));
    }

    Page with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new Page(status, type, more, body);
    }
}

package org.irilb.server.web;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param type its Content-Type
 * @param fields further fields
 * @param pieces of its text; each is made when it is asked for
 */
record Page(int status, String type, Map<String, String> fields, Iterator<String> pieces) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static Page of(String type, Iterator<String> pieces) {
        return new Page(200, type, Map.of(), pieces);
    }

    static Page text(int status, String line) {
        return new Page(status, TEXT, Map.of(), List.of(line + "\n").iterator());
    }

    Page with(String field, String value) {
        return new Page(status, type, Map.of(field, value), pieces);
    }
}

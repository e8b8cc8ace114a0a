package org.irilb.server.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.irilb.server.metrics.Text;

/**
 * An answer.
 *
 * @param type its Content-Type
 * @param fields further fields
 * @param body its text
 */
record Page(int status, String type, Map<String, String> fields, Text body) {

    private static final String PLAIN = "text/plain; charset=utf-8";

    Page {
        fields = Map.copyOf(fields);
    }

    /** @param pieces each is made when it is asked for */
    static Page of(String type, Iterator<String> pieces) {
        return of(type, new Pieces(pieces));
    }

    static Page of(String type, Text body) {
        return new Page(200, type, Map.of(), body);
    }

    static Page text(int status, String line) {
        return new Page(status, PLAIN, Map.of(), new Line((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    Page with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new Page(status, type, more, body);
    }

    /** Whether it is too short to keep a thread waiting for its reader. */
    boolean isShort() {
        return body instanceof Line;
    }

    private record Line(byte[] bytes) implements Text {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    private record Pieces(Iterator<String> pieces) implements Text {

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            while (pieces.hasNext()) {
                out.write(pieces.next().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

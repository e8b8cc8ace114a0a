package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Fields that every answer of a listener carries, whatever the node says of them. Immutable. */
public final class FixedFields {

    public static final FixedFields NONE = of(Map.of());

    private final FieldNames names;
    private final String text;
    private final byte[] lines;

    private FixedFields(FieldNames names, String text) {
        this.names = names;
        this.text = text;
        this.lines = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param fields values by names, all in ASCII and well-formed */
    public static FixedFields of(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return new FixedFields(FieldNames.of(fields.keySet()), text.toString());
    }

    FieldNames names() {
        return names;
    }

    /** As field lines, each with its CR LF. */
    String text() {
        return text;
    }

    /** The same in bytes; not to be changed. */
    byte[] lines() {
        return lines;
    }
}

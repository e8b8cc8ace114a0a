package org.irilb.server.metrics;

import java.nio.charset.StandardCharsets;

/** Labels of a sample as they are written, so that those of a node are put together once a scrape. Immutable. */
public final class LabelSet {

    static final LabelSet NONE = new LabelSet("");

    private final String text;
    private final byte[] bytes;

    private LabelSet(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param value anything; it is escaped */
    public static LabelSet of(String name, String value) {
        return NONE.and(name, value);
    }

    /** These, and one more. */
    public LabelSet and(String name, String value) {
        String label = name + "=\"" + escaped(value) + "\"";
        return new LabelSet(text.isEmpty() ? label : text + "," + label);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    byte[] bytes() {
        return bytes;
    }
}

package org.irilb.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Labels of a sample as they are written, so that those of a node are put together once a scrape. Immutable. */
public final class LabelSet {

    static final LabelSet NONE = new LabelSet(new byte[0]);

    private final byte[] bytes;

    private LabelSet(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param value anything; it is escaped */
    public static LabelSet of(String name, String value) {
        return NONE.and(name, value);
    }

    /** These, and one more. */
    public LabelSet and(String name, String value) {
        byte[] label = (name + "=\"" + escaped(value) + "\"").getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return new LabelSet(label);
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length + 1 + label.length);
        all[bytes.length] = ',';
        System.arraycopy(label, 0, all, bytes.length + 1, label.length);
        return new LabelSet(all);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    byte[] bytes() {
        return bytes;
    }
}

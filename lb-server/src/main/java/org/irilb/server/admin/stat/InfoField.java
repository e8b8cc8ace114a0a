package org.irilb.server.admin.stat;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A line of {@code show info}.
 *
 * @param position HAProxy's number for it
 * @param label HAProxy's name for it
 * @param tags see {@link Tags}
 * @param type {@code u32}, {@code u64} or {@code str}
 * @param purpose what it says, in a few words
 * @param value where it comes from
 */
record InfoField(
        int position, String label, String tags, String type, String purpose, Function<InfoSource, String> value) {

    static InfoField text(int position, String label, String tags, String purpose, Function<InfoSource, String> value) {
        return new InfoField(position, label, tags, "str", purpose, value);
    }

    static InfoField number(int position, String label, String tags, String purpose, ToLongFunction<InfoSource> value) {
        return new InfoField(position, label, tags, "u32", purpose, source -> Long.toString(value.applyAsLong(source)));
    }

    static InfoField large(int position, String label, String tags, String purpose, ToLongFunction<InfoSource> value) {
        return new InfoField(position, label, tags, "u64", purpose, source -> Long.toString(value.applyAsLong(source)));
    }

    /** What this balancer doesn't have, so that 0 is the truth. */
    static InfoField none(int position, String label, String tags, String purpose) {
        return number(position, label, tags, purpose, source -> 0);
    }

    boolean isText() {
        return type.equals("str");
    }
}

package org.irilb.server.admin.stat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A line of {@code show info}.
 *
 * @param position HAProxy's number for it
 * @param label HAProxy's name for it
 * @param tags see {@link Tags}
 * @param type {@code u32}, {@code u64}, {@code flt} or {@code str}
 * @param purpose what it says, in a few words
 * @param value where it comes from
 * @param exact the same, with decimals if it has any
 */
record InfoField(
        int position,
        String label,
        String tags,
        String type,
        String purpose,
        Function<InfoSource, String> value,
        Function<InfoSource, String> exact) {

    private static final int MICROS = 6;

    private InfoField(
            int position, String label, String tags, String type, String purpose, Function<InfoSource, String> value) {
        this(position, label, tags, type, purpose, value, value);
    }

    static InfoField text(int position, String label, String tags, String purpose, Function<InfoSource, String> value) {
        return new InfoField(position, label, tags, "str", purpose, value);
    }

    static InfoField number(int position, String label, String tags, String purpose, ToLongFunction<InfoSource> value) {
        return new InfoField(position, label, tags, "u32", purpose, source -> Long.toString(value.applyAsLong(source)));
    }

    static InfoField large(int position, String label, String tags, String purpose, ToLongFunction<InfoSource> value) {
        return new InfoField(position, label, tags, "u64", purpose, source -> Long.toString(value.applyAsLong(source)));
    }

    /** A number of which HAProxy tells decimals to who asks for these. */
    static InfoField decimal(
            int position, String label, String tags, String purpose, ToDoubleFunction<InfoSource> value) {
        return new InfoField(
                position,
                label,
                tags,
                "u32",
                purpose,
                source -> Long.toString((long) value.applyAsDouble(source)),
                source -> decimals(value.applyAsDouble(source)));
    }

    private static String decimals(double value) {
        return BigDecimal.valueOf(value)
                .setScale(MICROS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What this balancer doesn't have, so that 0 is the truth. */
    static InfoField none(int position, String label, String tags, String purpose) {
        return number(position, label, tags, purpose, source -> 0);
    }

    /** The same with its decimals, if it has any. */
    InfoField exactly() {
        return value == exact ? this : new InfoField(position, label, tags, "flt", purpose, exact);
    }

    boolean isText() {
        return type.equals("str");
    }
}

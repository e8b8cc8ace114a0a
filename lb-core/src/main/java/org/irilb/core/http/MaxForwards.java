package org.irilb.core.http;

/** How far an OPTIONS request may still go (RFC 9110, section 7.6.2). Reused for every request. One loop's. */
final class MaxForwards {

    /** A larger number is lowered to this. */
    private static final int MAX_HOPS = 65_535;

    private int hops;

    /** Reads it from the fields of a request; others than OPTIONS may ignore it, and do. */
    Outcome read(byte[] bytes, FieldLines lines, Method method) {
        hops = -1;
        int field = lines.first(Field.MAX_FORWARDS);
        if (field < 0 || method != Method.OPTIONS) {
            return Outcome.COMPLETE;
        }
        int start = lines.valueStart(field);
        int end = lines.valueEnd(field);
        if (lines.occurrences(Field.MAX_FORWARDS) > 1 || start == end) {
            return Outcome.BAD_MAX_FORWARDS;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return Outcome.BAD_MAX_FORWARDS;
            }
            value = Math.min(MAX_HOPS, value * 10 + bytes[i] - '0');
        }
        hops = value;
        return Outcome.COMPLETE;
    }

    /** -1 if it isn't limited. */
    int hops() {
        return hops;
    }
}

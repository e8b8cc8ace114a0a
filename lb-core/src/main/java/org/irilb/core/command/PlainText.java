package org.irilb.core.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Plain letters of a JSON string: no quote, no backslash, no control character, nothing beyond ASCII. Stateless. */
final class PlainText {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;

    private PlainText() {}

    /** Where the plain letters end that begin at {@code start}; at most {@code limit}. */
    static int end(byte[] text, int start, int limit) {
        int at = start;
        // Eight bytes at a time, for trytes are megabytes of plain letters; counted up to a fixed end, so that the
        // compiler checks no bounds within (CommandBenchmark).
        for (int last = limit - Long.BYTES; at <= last; at += Long.BYTES) {
            long special = special((long) LONGS.get(text, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >> 3);
            }
        }
        while (at < limit && isPlain(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /**
     * The highest bit of each byte that isn't plain, up to the lowest such byte; above it there may be others. A byte
     * less 0x20, and what differs from a quote or a backslash less 1, has its highest bit set where it was too small.
     */
    private static long special(long eight) {
        long quotes = (eight ^ EACH * '"') - EACH;
        long backslashes = (eight ^ EACH * '\\') - EACH;
        return (eight | eight - EACH * ' ' | quotes | backslashes) & EACH << 7;
    }
}

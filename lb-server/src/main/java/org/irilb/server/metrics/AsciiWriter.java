package org.irilb.server.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes text and numbers as bytes, without an object for any of them. One thread's. */
final class AsciiWriter {

    /** Room for the longest number. */
    private static final int DIGITS = 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private final byte[] digits = new byte[DIGITS];
    private int end;

    /** @param out gets all by {@link #flush} at the latest */
    AsciiWriter(OutputStream out) {
        this.out = out;
    }

    /** A number of so many decimals, 18 at most, as a whole number of the last one; zeros at the end are left out. */
    void decimal(long value, int places) {
        long rest = Math.abs(value);
        int from = DIGITS;
        boolean seen = false;
        for (int place = 0; place <= places || rest > 0; place++) {
            if (place == places && seen) {
                digits[--from] = '.';
            }
            int digit = (int) (rest % 10);
            rest /= 10;
            seen |= digit > 0;
            if (seen || place >= places) {
                digits[--from] = (byte) ('0' + digit);
            }
        }
        if (value < 0) {
            put('-');
        }
        put(digits, from, DIGITS - from);
    }

    void put(char ascii) {
        if (end == buffer.length) {
            flush();
        }
        buffer[end++] = (byte) ascii;
    }

    void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (end == buffer.length) {
                flush();
            }
            int part = Math.min(length - done, buffer.length - end);
            System.arraycopy(bytes, from + done, buffer, end, part);
            end += part;
            done += part;
        }
    }

    /** @throws UncheckedIOException if it can't be written */
    void flush() {
        try {
            out.write(buffer, 0, end);
            end = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

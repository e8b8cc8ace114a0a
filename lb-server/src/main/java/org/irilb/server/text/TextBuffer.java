package org.irilb.server.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that is being written, in UTF-8; grows as needed, and makes no object for what is put into it. One thread's. */
public final class TextBuffer {

    private static final int FIRST_CAPACITY = 1024;

    /** Room for the longest number, its sign and its point. */
    private static final int DIGITS = 21;

    private final byte[] digits = new byte[DIGITS];
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** What was put since it was cleared; holds until something is put again. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /**
     * Moves what was put to {@code out}.
     *
     * @throws UncheckedIOException if it takes no more
     */
    public void drainTo(OutputStream out) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
    }

    /** @param ascii up to 127 */
    public void put(char ascii) {
        ensureRoom(1);
        bytes[length++] = (byte) ascii;
    }

    public void put(byte[] text) {
        put(text, 0, text.length);
    }

    public void put(String text) {
        ensureRoom(text.length());
        int end = length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                put(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[end++] = (byte) c;
        }
        length = end;
    }

    public void put(long number) {
        decimal(number, 0);
    }

    /** A number of so many decimals, 18 at most, as a whole number of the last one; zeros at the end are left out. */
    public void decimal(long value, int places) {
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
            digits[--from] = '-';
        }
        put(digits, from, DIGITS - from);
    }

    private void put(byte[] text, int from, int count) {
        ensureRoom(count);
        System.arraycopy(text, from, bytes, length, count);
        length += count;
    }

    private void ensureRoom(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}

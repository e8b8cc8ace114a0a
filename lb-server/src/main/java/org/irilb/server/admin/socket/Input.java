package org.irilb.server.admin.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a client has sent and no command has taken yet; never more than one line's length. The admin thread only. */
final class Input {

    /** Longest line in bytes, its end included; HAProxy's buffer size. */
    static final int LINE_LIMIT = 16 * 1024;

    /** Nearly all lines are shorter. */
    private static final int FIRST_CAPACITY = 256;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private boolean ended;

    /** Takes what has arrived, as far as there is room. Returns how many bytes came. */
    int read(SocketChannel from) throws IOException {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(4 * length, LINE_LIMIT));
        }
        int count = from.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
        ended |= count < 0;
        length += Math.max(0, count);
        return Math.max(0, count);
    }

    /** Whether the client has sent its last byte. */
    boolean ended() {
        return ended;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether a line is too long to ever be complete. */
    boolean isFull() {
        return length == LINE_LIMIT;
    }

    /** Takes a command: what stands before a line feed, or before a semicolon without a backslash. */
    @Nullable
    String nextCommand() {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == ';') {
                return take(i);
            }
            if (b == '\\' && i + 1 < length && bytes[i + 1] != '\n') {
                i++;
            }
        }
        return null;
    }

    /** Takes a line, whatever is in it. */
    @Nullable
    String nextLine() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return take(i);
            }
        }
        return null;
    }

    /** Takes a line that nothing is in, if one is next. */
    void dropEmptyLine() {
        int end = length > 0 && bytes[0] == '\r' ? 1 : 0;
        if (end < length && bytes[end] == '\n') {
            take(end);
        }
    }

    private String take(int end) {
        int visible = end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
        String line = new String(bytes, 0, visible, StandardCharsets.UTF_8);
        length -= end + 1;
        System.arraycopy(bytes, end + 1, bytes, 0, length);
        return line;
    }
}

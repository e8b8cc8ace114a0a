package org.irilb.server.admin.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command as it comes in. One whose last word starts with {@code <<} is followed by a payload: lines up to the one
 * that equals the rest of that word, so up to an empty one after a bare {@code <<}. The admin thread only.
 */
public final class Request {

    /** Longest payload, in characters. */
    public static final int PAYLOAD_LIMIT = 128 * 1024;

    private static final String PAYLOAD_MARK = "<<";

    private final List<String> words;
    private final @Nullable String lastLine;
    private final StringBuilder payload = new StringBuilder();
    private boolean complete;

    public Request(String command) {
        List<String> all = Words.of(command);
        String last = all.isEmpty() ? "" : all.get(all.size() - 1);
        boolean marked = last.startsWith(PAYLOAD_MARK);
        words = marked ? all.subList(0, all.size() - 1) : all;
        lastLine = marked ? last.substring(PAYLOAD_MARK.length()) : null;
        complete = !marked;
    }

    /** Whether the payload is there, if there is to be one. */
    public boolean isComplete() {
        return complete;
    }

    /** Takes one line of the payload. Returns whether there was room for it. */
    public boolean add(String line) {
        if (line.equals(lastLine)) {
            complete = true;
            return true;
        }
        payload.append(line).append('\n');
        return payload.length() <= PAYLOAD_LIMIT;
    }

    List<String> words() {
        return words;
    }

    String payload() {
        return payload.toString();
    }
}

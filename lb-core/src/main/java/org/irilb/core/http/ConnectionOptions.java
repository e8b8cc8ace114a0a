package org.irilb.core.http;

/**
 * What the Connection field says (RFC 9110, section 7.6.1). The lines that it names are dropped, except those whose loss
 * would hurt somebody else than the sender. Reused for every message. One loop's.
 */
final class ConnectionOptions {

    private static final byte[] CLOSE = {'c', 'l', 'o', 's', 'e'};
    private static final byte[] KEEP_ALIVE = {'k', 'e', 'e', 'p', '-', 'a', 'l', 'i', 'v', 'e'};
    private static final byte[] UPGRADE = {'u', 'p', 'g', 'r', 'a', 'd', 'e'};

    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;
    private boolean namesFields;

    Outcome read(byte[] bytes, FieldLines lines) {
        close = false;
        keepAlive = false;
        upgrade = false;
        namesFields = false;
        if (lines.occurrences(Field.CONNECTION) == 0) {
            return Outcome.COMPLETE;
        }
        for (int line = lines.first(Field.CONNECTION); line < lines.count(); line++) {
            if (lines.field(line) == Field.CONNECTION
                    && !readList(bytes, lines, lines.valueStart(line), lines.valueEnd(line))) {
                return Outcome.BAD_CONNECTION;
            }
        }
        return Outcome.COMPLETE;
    }

    private boolean readList(byte[] bytes, FieldLines lines, int start, int end) {
        int position = start;
        while (position < end) {
            int tokenStart = position;
            while (position < end && Ascii.isToken(bytes[position])) {
                position++;
            }
            option(bytes, lines, tokenStart, position);
            while (position < end && Ascii.isBlank(bytes[position])) {
                position++;
            }
            if (position < end && bytes[position++] != ',') {
                return false;
            }
            while (position < end && Ascii.isBlank(bytes[position])) {
                position++;
            }
        }
        return true;
    }

    private void option(byte[] bytes, FieldLines lines, int start, int end) {
        if (Ascii.equalsIgnoreCase(bytes, start, end, CLOSE)) {
            close = true;
            return;
        }
        if (Ascii.equalsIgnoreCase(bytes, start, end, KEEP_ALIVE)) {
            keepAlive = true;
            return;
        }
        if (Ascii.equalsIgnoreCase(bytes, start, end, UPGRADE)) {
            upgrade = true;
            return;
        }
        namesFields |= end > start;
        for (int line = 0; line < lines.count(); line++) {
            if (lines.field(line).mayBeConnectionOption()
                    && Ascii.equalsIgnoreCase(bytes, start, end, lines.lineStart(line), lines.nameEnd(line))) {
                lines.drop(line);
            }
        }
    }

    /** Whether the sender will go on with the connection after this message (RFC 9112, section 9.3). */
    boolean isPersistent(int minorVersion) {
        return !close && (minorVersion >= 1 || keepAlive);
    }

    boolean upgrade() {
        return upgrade;
    }

    /** Whether trailers may be meant too: what it names has to go there as well (RFC 9110, section 7.6.1). */
    boolean namesFields() {
        return namesFields;
    }
}

package org.irilb.core.command;

/**
 * Walks over a JSON text (RFC 8259), strictly and in UTF-8, and makes no object for it. Whatever returns false has found
 * something wrong, says so in {@link #problem}, and ends the walk. One loop's.
 */
final class JsonScanner {

    /** What {@link #peek} returns at the end of the text. */
    static final int END = -1;

    /** Arrays and objects within the outermost one. */
    private static final int MAX_DEPTH = 999;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Nesting nesting = new Nesting(MAX_DEPTH);
    private byte[] bytes = {};
    private int offset;
    private int position;
    private int end;
    private int textStart;
    private int textEnd;
    private boolean plain;
    private int valueStart;
    private int entries;
    private String problem = "";

    void begin(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        position = offset;
        end = offset + length;
    }

    /** The next byte that isn't blank, from 0 to 255, or {@link #END}; it stays the next. */
    int peek() {
        while (position < end) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            position++;
        }
        return END;
    }

    /** Takes the next byte that isn't blank if it is this one. */
    boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    /** Reads over a string and the colon behind it. */
    boolean key() {
        return string() && (take(':') || unexpected());
    }

    /** Reads over a value of any kind, with all that is in it. */
    boolean value() {
        nesting.clear();
        entries = 0;
        peek();
        valueStart = position;
        do {
            int first = peek();
            boolean opened = first == '{' || first == '[';
            if (opened ? !open(first == '{') : !scalar(first) || !closeAll()) {
                return false;
            }
        } while (!nesting.isEmpty());
        return true;
    }

    /** Opens an array or an object; behind it stands its first value, unless it is empty. */
    private boolean open(boolean object) {
        if (!nesting.open(object)) {
            return fail("nested too deep");
        }
        position++;
        int next = peek();
        if (next == (object ? '}' : ']')) {
            return closeAll();
        }
        entries += nesting.isOutermost() ? 1 : 0;
        return !object || key();
    }

    /** Closes what ends behind a value; goes on to the next value if there is one. */
    private boolean closeAll() {
        while (!nesting.isEmpty()) {
            if (take(',')) {
                entries += nesting.isOutermost() ? 1 : 0;
                return !nesting.isObject() || key();
            }
            if (!take(nesting.isObject() ? '}' : ']')) {
                return unexpected();
            }
            nesting.close();
        }
        return true;
    }

    /** How many values the last value holds if it is an array or an object, otherwise 0; theirs don't count. */
    int entries() {
        return entries;
    }

    /** The last value, which is a number, as {@link JsonNumber#toInt}; before anything else is read. */
    int intValue() {
        return JsonNumber.toInt(bytes, valueStart, position);
    }

    private boolean scalar(int first) {
        return switch (first) {
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> number();
        };
    }

    private boolean literal(byte[] name) {
        for (byte b : name) {
            if (position == end || bytes[position] != b) {
                return unexpected();
            }
            position++;
        }
        return true;
    }

    private boolean number() {
        skipIf('-');
        if (!skipIf('0') && !digits()) {
            return false;
        }
        if (skipIf('.') && !digits()) {
            return false;
        }
        if (!skipIf('e') && !skipIf('E')) {
            return true;
        }
        if (!skipIf('+')) {
            skipIf('-');
        }
        return digits();
    }

    private boolean skipIf(char expected) {
        if (position == end || bytes[position] != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean digits() {
        int start = position;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            position++;
        }
        return position > start || unexpected();
    }

    /** Reads over a string, which {@link #text} and the like tell of until the next. */
    boolean string() {
        if (!take('"')) {
            return unexpected();
        }
        textStart = position;
        plain = true;
        while (true) {
            position = PlainText.end(bytes, position, end);
            if (position == end) {
                return unexpected();
            }
            byte b = bytes[position];
            if (b == '"') {
                textEnd = position++;
                return true;
            }
            plain = false;
            if (!(b == '\\' ? escape() : other(b))) {
                return false;
            }
        }
    }

    private boolean other(byte b) {
        int length = b < 0 ? Utf8.length(bytes, position, end) : 0;
        position += length;
        return length > 0 || fail(b < 0 ? "not UTF-8" : "control character in a string");
    }

    private boolean escape() {
        position++;
        if (position == end) {
            return unexpected();
        }
        switch (bytes[position]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> position++;
            case 'u' -> {
                if (end - position < 5 || JsonText.hex(bytes, position + 1) < 0) {
                    return fail("not an escape");
                }
                position += 5;
            }
            default -> {
                return fail("not an escape");
            }
        }
        return true;
    }

    /** Whether the last string is {@code ascii}, in letters of any case. */
    boolean textEqualsIgnoringCase(String ascii) {
        int length = textEnd - textStart;
        if (!plain) {
            return length <= ascii.length() * JsonText.LONGEST_ESCAPE && text().equalsIgnoreCase(ascii);
        }
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte b = bytes[textStart + i];
            if (b != ascii.charAt(i) && Character.toLowerCase(b) != Character.toLowerCase(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The last string, decoded. */
    String text() {
        return JsonText.decode(bytes, textStart, textEnd);
    }

    boolean isTextEmpty() {
        return textStart == textEnd;
    }

    /** The command that the last string names. */
    Command.Named namedIn(CommandTable table) {
        // Most are found without making a string of them (CommandBenchmark).
        return plain ? table.named(bytes, textStart, textEnd) : table.named(text());
    }

    /** What is wrong, and where; meaningful once something has returned false. */
    String problem() {
        return problem;
    }

    private boolean unexpected() {
        return fail(position == end ? "unexpected end" : "unexpected character");
    }

    private boolean fail(String what) {
        problem = what + " at byte " + (position - offset);
        return false;
    }
}

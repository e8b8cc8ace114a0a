package org.irilb.core.http;

import java.util.Arrays;

/**
 * Where the field lines of a head or of trailers stand in the received bytes (RFC 9112, section 5). Reused for every
 * message. One loop's.
 */
final class FieldLines {

    static final int MAX = 100;

    private static final int NAME_START = 0;
    private static final int NAME_END = 1;
    private static final int VALUE_START = 2;
    private static final int VALUE_END = 3;
    private static final int STRIDE = 4;

    private final int[] offsets = new int[(MAX + 1) * STRIDE];
    private final Field[] fields = new Field[MAX];
    private final boolean[] dropped = new boolean[MAX];
    private final int[] first = new int[Field.values().length];
    private final int[] occurrences = new int[Field.values().length];
    private int count;
    private int end;

    /**
     * Reads lines from {@code start} up to and including the empty one.
     *
     * @return {@link Outcome#COMPLETE}, with {@link #end()} behind the empty line, or what is missing or wrong
     */
    Outcome parse(byte[] bytes, int start, int limit) {
        count = 0;
        Arrays.fill(first, -1);
        Arrays.fill(occurrences, 0);
        int position = start;
        while (position < limit) {
            if (bytes[position] == Ascii.CR) {
                return finish(bytes, position, limit);
            }
            if (count == MAX) {
                return Outcome.TOO_MANY_FIELDS;
            }
            Outcome outcome = line(bytes, position, limit);
            if (outcome != Outcome.COMPLETE) {
                return outcome;
            }
            position = end;
        }
        return Outcome.INCOMPLETE;
    }

    private Outcome finish(byte[] bytes, int position, int limit) {
        if (position + 1 == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[position + 1] != Ascii.LF) {
            return Outcome.BAD_LINE_END;
        }
        offsets[count * STRIDE + NAME_START] = position;
        end = position + 2;
        return Outcome.COMPLETE;
    }

    private Outcome line(byte[] bytes, int start, int limit) {
        int position = start;
        while (position < limit && Ascii.isToken(bytes[position])) {
            position++;
        }
        if (position == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[position] != ':' || position == start) {
            return badName(bytes[start], count > 0 && position == start);
        }
        int nameEnd = position++;
        while (position < limit && Ascii.isBlank(bytes[position])) {
            position++;
        }
        int valueStart = position;
        while (position < limit && Ascii.isFieldValue(bytes[position])) {
            position++;
        }
        if (position == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[position] != Ascii.CR) {
            return bytes[position] == Ascii.LF ? Outcome.BAD_LINE_END : Outcome.BAD_FIELD_VALUE;
        }
        if (position + 1 == limit) {
            return Outcome.INCOMPLETE;
        }
        if (bytes[position + 1] != Ascii.LF) {
            return Outcome.BAD_LINE_END;
        }
        end = position + 2;
        while (position > valueStart && Ascii.isBlank(bytes[position - 1])) {
            position--;
        }
        add(bytes, start, nameEnd, valueStart, position);
        return Outcome.COMPLETE;
    }

    private static Outcome badName(byte firstByte, boolean behindAnother) {
        if (firstByte == Ascii.LF) {
            return Outcome.BAD_LINE_END;
        }
        return behindAnother && Ascii.isBlank(firstByte) ? Outcome.FOLDED_LINE : Outcome.BAD_FIELD_NAME;
    }

    private void add(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int base = count * STRIDE;
        offsets[base + NAME_START] = nameStart;
        offsets[base + NAME_END] = nameEnd;
        offsets[base + VALUE_START] = valueStart;
        offsets[base + VALUE_END] = valueEnd;
        Field field = Field.of(bytes, nameStart, nameEnd);
        fields[count] = field;
        dropped[count] = field.isHopByHop();
        if (occurrences[field.ordinal()]++ == 0) {
            first[field.ordinal()] = count;
        }
        count++;
    }

    int count() {
        return count;
    }

    /** Behind the empty line. */
    int end() {
        return end;
    }

    Field field(int line) {
        return fields[line];
    }

    /** How many lines carry {@code field}. */
    int occurrences(Field field) {
        return occurrences[field.ordinal()];
    }

    /** The first line that carries {@code field}, or -1. */
    int first(Field field) {
        return first[field.ordinal()];
    }

    /** Whether there is one such field, and its value is {@code lowerCase} in any case. */
    boolean isOnly(byte[] bytes, Field field, byte[] lowerCase) {
        int line = first(field);
        return occurrences(field) == 1 && Ascii.equalsIgnoreCase(bytes, valueStart(line), valueEnd(line), lowerCase);
    }

    /** Whether the line ends here and doesn't go on to the other side. */
    boolean isDropped(int line) {
        return dropped[line];
    }

    /** Has a line go on although it is for one connection only. */
    void keep(int line) {
        dropped[line] = false;
    }

    void drop(int line) {
        dropped[line] = true;
    }

    int lineStart(int line) {
        return offsets[line * STRIDE + NAME_START];
    }

    /** Behind the line's CR LF. */
    int lineEnd(int line) {
        return offsets[(line + 1) * STRIDE + NAME_START];
    }

    int nameEnd(int line) {
        return offsets[line * STRIDE + NAME_END];
    }

    int valueStart(int line) {
        return offsets[line * STRIDE + VALUE_START];
    }

    int valueEnd(int line) {
        return offsets[line * STRIDE + VALUE_END];
    }
}

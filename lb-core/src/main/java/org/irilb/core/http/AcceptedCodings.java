package org.irilb.core.http;

/** What Accept-Encoding says of one coding (RFC 9110, sections 12.4.2 and 12.5.3). One request's. */
final class AcceptedCodings {

    private final byte[] coding;
    private final byte[] formerName;
    private boolean named;
    private boolean accepted;

    /**
     * @param coding in lower case
     * @param formerName another name of it, or the same once more (RFC 9110, section 8.4.1)
     */
    AcceptedCodings(byte[] coding, byte[] formerName) {
        this.coding = coding;
        this.formerName = formerName;
    }

    /** Reads one field value. */
    void read(byte[] bytes, int start, int end) {
        int element = start;
        for (int position = start; position <= end; position++) {
            if (position == end || bytes[position] == ',') {
                element(bytes, element, position);
                element = position + 1;
            }
        }
    }

    private void element(byte[] bytes, int start, int end) {
        int position = skipBlanks(bytes, start, end);
        int nameStart = position;
        while (position < end && bytes[position] != ';' && !Ascii.isBlank(bytes[position])) {
            position++;
        }
        if (!Ascii.equalsIgnoreCase(bytes, nameStart, position, coding)
                && !Ascii.equalsIgnoreCase(bytes, nameStart, position, formerName)) {
            return;
        }
        named = true;
        accepted = !isWeightZero(bytes, position, end);
    }

    /** Whether there is a weight, and it is 0, 0.0, 0.00 or 0.000. */
    private static boolean isWeightZero(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end && bytes[position] != '=') {
            position++;
        }
        if (position == end) {
            return false;
        }
        for (position++; position < end; position++) {
            if (bytes[position] >= '1' && bytes[position] <= '9') {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end && Ascii.isBlank(bytes[position])) {
            position++;
        }
        return position;
    }

    boolean isNamed() {
        return named;
    }

    boolean isAccepted() {
        return accepted;
    }
}

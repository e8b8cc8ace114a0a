package org.irilb.core.http;

import java.nio.charset.StandardCharsets;

/** What a client waits for before it sends the body (RFC 9110, section 10.1.1). Reused for every request. One loop's. */
final class Expectation {

    private static final byte[] CONTINUE = "100-continue".getBytes(StandardCharsets.US_ASCII);

    private boolean wantsContinue;

    /** Reads it from the fields of a request; one of HTTP/1.0 is ignored. */
    Outcome read(byte[] bytes, FieldLines lines, int minorVersion) {
        wantsContinue = false;
        int field = lines.first(Field.EXPECT);
        if (field < 0 || minorVersion == 0) {
            return Outcome.COMPLETE;
        }
        boolean known = lines.occurrences(Field.EXPECT) == 1
                && Ascii.equalsIgnoreCase(bytes, lines.valueStart(field), lines.valueEnd(field), CONTINUE);
        wantsContinue = known;
        return known ? Outcome.COMPLETE : Outcome.BAD_EXPECTATION;
    }

    boolean wantsContinue() {
        return wantsContinue;
    }
}

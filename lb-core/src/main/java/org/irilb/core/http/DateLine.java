package org.irilb.core.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date line of answers (RFC 9110, section 6.6.1), made anew once a second. One loop's. */
public final class DateLine {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private byte[] line = {};

    /** The line for a moment, with its CR LF; not to be changed. */
    public byte[] at(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            line = ("Date: " + FORMAT.format(Instant.ofEpochSecond(now)) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        return line;
    }
}

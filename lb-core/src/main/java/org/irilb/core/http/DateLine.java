package org.irilb.core.http;

import io.netty.handler.codec.DateFormatter;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** The Date line of answers (RFC 9110, section 6.6.1), made anew once a second. One loop's. */
public final class DateLine {

    private long second = Long.MIN_VALUE;
    private byte[] line = {};

    /** The line for a moment, with its CR LF; not to be changed. */
    public byte[] at(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            line = ("Date: " + DateFormatter.format(new Date(now * 1000L)) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return line;
    }
}

package org.irilb.server.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates to the millisecond. Many requests share a second, which is formatted once. The writer's thread only. */
final class Stamp {

    private final DateTimeFormatter toTheSecond;
    private long second = Long.MIN_VALUE;
    private String text = "";

    /** @param pattern of a date up to its seconds */
    Stamp(String pattern, ZoneId zone) {
        this.toTheSecond = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone);
    }

    /** @param millis since 1970 */
    String of(long millis) {
        long itsSecond = Math.floorDiv(millis, 1000L);
        if (itsSecond != second) {
            second = itsSecond;
            text = toTheSecond.format(Instant.ofEpochSecond(itsSecond));
        }
        long rest = millis - itsSecond * 1000;
        return text + '.' + (char) ('0' + rest / 100) + (char) ('0' + rest / 10 % 10) + (char) ('0' + rest % 10);
    }
}

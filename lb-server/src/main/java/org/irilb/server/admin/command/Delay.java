package org.irilb.server.admin.command;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as HAProxy writes them (HAProxy configuration manual, chapter 2.5), in seconds if no unit is given. */
final class Delay {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(us|ms|s|m|h|d)?");

    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    /** HAProxy's timers are signed 32-bit numbers of milliseconds. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Delay() {}

    /** Nothing if it isn't a time, is zero, or is longer than 24 days. */
    static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2) == null ? "s" : form.group(2);
        Duration delay = UNITS.get(unit).multipliedBy(Long.parseLong(form.group(1)));
        return delay.isZero() || delay.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(delay);
    }
}

package org.irilb.server.admin.node;

import java.time.Duration;

/** How long something has lasted, for people: its two largest units. Stateless. */
final class TimeSpan {

    private TimeSpan() {}

    static String of(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}

package org.irilb.health.active;

import java.time.Duration;

/**
 * How often a node is asked, and how sure one wants to be (HAProxy manual, chapter 5.2, "inter", "fastinter",
 * "downinter", "rise", "fall"). Intervals are longer than nothing, counts 1 or more.
 *
 * @param interval while it is up without a doubt
 * @param fastInterval while it is neither up nor down without a doubt
 * @param downInterval while it is down without a doubt
 * @param rise passes in a row that bring it up
 * @param fall failures in a row that take it down
 */
public record CheckPace(Duration interval, Duration fastInterval, Duration downInterval, int rise, int fall) {

    public CheckPace {
        requirePositive("interval", interval);
        requirePositive("fast-interval", fastInterval);
        requirePositive("down-interval", downInterval);
        requireAtLeastOne("rise", rise);
        requireAtLeastOne("fall", fall);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: longer than nothing)");
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }

    /** From the end of a check to the begin of the next. */
    Duration pause(Track track) {
        if (!track.isSettled()) {
            return fastInterval;
        }
        return track.isUp() ? interval : downInterval;
    }

    /**
     * From when a node is known to its first check: within the shorter of the intervals, for each node another moment.
     * For the same node it is always the same, so that nothing depends on chance.
     */
    Duration first(String id) {
        long within = Math.min(fastInterval.toNanos(), interval.toNanos());
        // multiples of the golden ratio lie far apart, also those of neighbouring numbers
        double place = (id.hashCode() * 0x9E3779B9L & 0xffff_ffffL) / 0x1p32;
        return Duration.ofNanos((long) (within * place));
    }
}

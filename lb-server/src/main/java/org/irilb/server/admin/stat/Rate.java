package org.irilb.server.admin.stat;

/**
 * How fast a count grows. A look gives the next one; nothing is changed in place.
 *
 * @param total what was counted at the last look
 * @param perSecond how much of it came in each second between the last two looks
 * @param highest the most that this has been
 */
record Rate(long total, long perSecond, long highest) {

    private static final double SECOND = 1e9;

    /** Before the count was looked at. */
    static Rate since(long total) {
        return new Rate(total, 0, 0);
    }

    Rate withoutHighest() {
        return new Rate(total, perSecond, perSecond);
    }

    Rate next(long total, long elapsedNanos) {
        if (total == this.total && perSecond == 0) {
            return this;
        }
        long now = Math.round((total - this.total) * SECOND / elapsedNanos);
        return new Rate(total, now, Math.max(highest, now));
    }
}

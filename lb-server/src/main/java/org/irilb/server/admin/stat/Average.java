package org.irilb.server.admin.stat;

/**
 * How long the last 1024 requests took on average, as HAProxy reckons: each one counts 1/1024, what was before it the
 * rest. A look gives the next one; nothing is changed in place.
 *
 * @param count requests at the last look
 * @param sum of the times that they took
 * @param value the average
 */
record Average(long count, long sum, double value) {

    static final Average NONE = new Average(0, 0, 0);

    private static final int WINDOW = 1024;

    Average next(long count, long sum) {
        if (count == this.count) {
            return this;
        }
        if (count <= WINDOW || this.count == 0) {
            return new Average(count, sum, (double) sum / count);
        }
        double fresh = (double) (sum - this.sum) / (count - this.count);
        double kept = Math.pow(1 - 1.0 / WINDOW, count - this.count);
        return new Average(count, sum, value * kept + fresh * (1 - kept));
    }
}

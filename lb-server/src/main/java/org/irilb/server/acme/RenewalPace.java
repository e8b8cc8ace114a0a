package org.irilb.server.acme;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is renewed. Pure.
 *
 * @param share how much of its life is over when a certificate is renewed, 0 to 1
 * @param firstRetry after the first attempt that failed; each further one takes twice as long
 * @param longestRetry at most
 */
record RenewalPace(double share, Duration firstRetry, Duration longestRetry) {

    /** A third of its life is left for failures, of which Let's Encrypt allows five of a name an hour ("Rate Limits"). */
    static final RenewalPace STANDARD = new RenewalPace(2 / 3.0, Duration.ofMinutes(5), Duration.ofHours(12));

    private static final int MOST_DOUBLINGS = 20;

    /**
     * When its share is over, or up to a fiftieth of its life before, so that balancers whose certificates are of the same
     * age don't come at once.
     *
     * @param random 0 to 1
     */
    Instant renewal(X509Certificate certificate, double random) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plusMillis((long) (life.toMillis() * (share - random / 50)));
    }

    /**
     * From a failure to the next attempt.
     *
     * @param failures in a row, 1 or more
     * @param random 0 to 1
     */
    Duration retry(int failures, double random) {
        Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(longestRetry) > 0 ? longestRetry : doubled;
        return Duration.ofMillis((long) (pause.toMillis() * (0.9 + random / 5)));
    }
}

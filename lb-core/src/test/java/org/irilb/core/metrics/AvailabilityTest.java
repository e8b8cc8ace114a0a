package org.irilb.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private static final long SECOND = 1_000_000_000L;

    private static Outages outages(long downs, int down, int since) {
        return new Outages(downs, Duration.ofSeconds(down), Duration.ofSeconds(since));
    }

    @Test
    void fallsAndTheTimeDownAreAddedUp() {
        Availability seen = Availability.first(true, 0).next(false, 10 * SECOND);
        assertThat(seen.outages(15 * SECOND)).isEqualTo(outages(1, 5, 5));

        seen = seen.next(true, 20 * SECOND).next(false, 30 * SECOND).next(true, 31 * SECOND);

        assertThat(seen.outages(100 * SECOND)).isEqualTo(outages(2, 11, 69));
    }

    @Test
    void aLookThatShowsNothingNewChangesNothing() {
        Availability seen = Availability.first(true, 0).next(true, SECOND);

        assertThat(seen.outages(3 * SECOND)).isEqualTo(outages(0, 0, 3));
        assertThat(seen.next(false, 4 * SECOND).next(false, 5 * SECOND).outages(6 * SECOND))
                .isEqualTo(outages(1, 2, 2));
    }

    @Test
    void whatIsFirstSeenDownHasNotFallen() {
        assertThat(Availability.first(false, 0).outages(3 * SECOND)).isEqualTo(outages(0, 3, 3));
    }
}

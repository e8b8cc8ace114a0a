package org.irilb.server.admin.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void whatWasCountedBeforeTheFirstLookIsNoRate() {
        assertThat(Rate.since(1000)).isEqualTo(new Rate(1000, 0, 0));
        assertThat(Rate.since(1000).next(1005, SECOND)).isEqualTo(new Rate(1005, 5, 5));
    }

    @Test
    void theHighestRateStays() {
        Rate rate = Rate.since(0).next(40, SECOND).next(50, SECOND);
        assertThat(rate).isEqualTo(new Rate(50, 10, 40));
        assertThat(rate.next(50, SECOND)).isEqualTo(new Rate(50, 0, 40));
    }

    @Test
    void aLookThatCameLateDoesntRaiseTheRate() {
        assertThat(Rate.since(0).next(30, 3 * SECOND).perSecond()).isEqualTo(10);
        assertThat(Rate.since(0).next(30, SECOND / 2).perSecond()).isEqualTo(60);
    }
}

package org.irilb.core.proxy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AcceptRateTest {

    private final AcceptRate rate = new AcceptRate();

    private int entered(long fromMillis, long toMillis) {
        return entered(false, fromMillis, toMillis);
    }

    private int entered(boolean secure, long fromMillis, long toMillis) {
        int entered = 0;
        for (long now = fromMillis; now < toMillis; now++) {
            entered += rate.tryEnter(secure, TimeUnit.MILLISECONDS.toNanos(now)) ? 1 : 0;
        }
        return entered;
    }

    @Test
    void withoutALimitEverybodyComesIn() {
        assertThat(rate.isLimited()).isFalse();
        assertThat(entered(1000, 2000)).isEqualTo(1000);
    }

    @Test
    void noMoreComeInASecondThanTheLowerLimitSays() {
        rate.limitConnections(10);
        rate.limitSessions(30);
        assertThat(rate.isLimited()).isTrue();
        assertThat(entered(1000, 2000)).isEqualTo(10);
        assertThat(entered(2000, 12_000)).isBetween(90, 110);
        rate.limitSessions(5);
        assertThat(entered(20_000, 30_000)).isBetween(40, 60);
        rate.limitConnections(0);
        rate.limitSessions(0);
        assertThat(entered(30_000, 31_000)).isEqualTo(1000);
    }

    @Test
    void tlsHasALimitOfItsOwnThatOthersDoNotFeel() {
        rate.limitTls(10);
        assertThat(rate.isLimited()).isTrue();
        assertThat(entered(true, 1000, 2000)).isEqualTo(10);
        assertThat(entered(false, 1000, 2000)).isEqualTo(1000);
        rate.limitConnections(4);
        assertThat(entered(true, 20_000, 21_000)).isEqualTo(4);
        assertThat(entered(false, 20_000, 21_000)).isZero();
    }
}

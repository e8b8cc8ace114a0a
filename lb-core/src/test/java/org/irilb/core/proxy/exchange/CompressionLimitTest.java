package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CompressionLimitTest {

    private final CompressionLimit limit = new CompressionLimit();
    private final long start = System.nanoTime();

    private long at(long millis) {
        return start + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void withoutALimitAnythingIsCompressed() {
        limit.spend(Integer.MAX_VALUE, at(0));
        assertThat(limit.isReached(at(0))).isFalse();
    }

    @Test
    void whatASecondHoldsMayComeAtOnceAndNoMore() {
        limit.limit(1000);
        limit.spend(1000, at(1000));
        assertThat(limit.isReached(at(1000))).isFalse();
        limit.spend(500, at(1000));
        assertThat(limit.isReached(at(1000))).isTrue();
        assertThat(limit.isReached(at(1499))).isTrue();
        assertThat(limit.isReached(at(1501))).isFalse();
    }

    @Test
    void overALongTimeItIsWhatTheLimitSays() {
        limit.limit(1000);
        int spent = 0;
        for (int millis = 0; millis < 100_000; millis++) {
            if (!limit.isReached(at(millis))) {
                limit.spend(10, at(millis));
                spent += 10;
            }
        }
        assertThat(spent).isBetween(100_000, 101_100);
        limit.limit(0);
        assertThat(limit.isReached(at(100_000))).isFalse();
    }
}

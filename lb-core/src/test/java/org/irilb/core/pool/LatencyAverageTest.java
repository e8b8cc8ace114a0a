package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyAverageTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Percentage NEARLY = Percentage.withPercentage(0.1);

    private final LatencyAverage latency = new LatencyAverage();

    @Test
    void knowsNothingBeforeTheFirstAnswerAndThenThat() {
        assertThat(latency.nanosAt(5)).isZero();
        latency.answered(3_000_000, 5);
        assertThat(latency.nanosAt(5)).isCloseTo(3_000_000, NEARLY);
    }

    @Test
    void anAnswerThatTookNoTimeIsStillAnAnswer() {
        latency.answered(0, 5);
        assertThat(latency.nanosAt(5)).isEqualTo(1);
    }

    @Test
    void followsWhatAnswersTakeNow() {
        latency.answered(1_000_000, 0);
        for (int i = 0; i < 100; i++) {
            latency.answered(5_000_000, 0);
        }
        assertThat(latency.nanosAt(0)).isCloseTo(5_000_000, Percentage.withPercentage(1));
    }

    @Test
    void oneSlowAnswerAmongManyMovesItALittle() {
        latency.answered(1_000_000, 0);
        latency.answered(17_000_000, 0);
        assertThat(latency.nanosAt(0)).isCloseTo(2_000_000, NEARLY);
    }

    @Test
    void aFailureCountsASecondOrTwiceTheAverage() {
        latency.failed(0);
        assertThat(latency.nanosAt(0)).isCloseTo(SECOND, NEARLY);
        latency.failed(0);
        assertThat(latency.nanosAt(0)).isCloseTo(SECOND * (1 + 1.0 / 16), NEARLY);
    }

    @Test
    void fadesWhileNoAnswersComeAlsoAcrossTheWrapOfItsClock() {
        long wrap = TimeUnit.MILLISECONDS.toNanos(1L << 31);
        for (long start : new long[] {0, wrap - 5 * SECOND, -5 * SECOND, 2 * wrap - 5 * SECOND}) {
            LatencyAverage fading = new LatencyAverage();
            fading.answered(SECOND, start);
            assertThat(fading.nanosAt(start + 10 * SECOND)).as("from %s", start).isCloseTo(SECOND / 2.0, NEARLY);
            assertThat(fading.nanosAt(start + 90 * SECOND)).isCloseTo(SECOND / 10.0, NEARLY);
            assertThat(fading.nanosAt(start - SECOND)).isCloseTo(SECOND, within(1000.0));
        }
    }
}

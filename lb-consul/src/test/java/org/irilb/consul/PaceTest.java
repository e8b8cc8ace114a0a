package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {

    private static final Pace PACE = Pace.STANDARD;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 50",
        "1, 1, 100",
        "2, 1, 200",
        "6, 1, 3200",
        "7, 1, 5000",
        "7, 0, 2500",
        "31, 1, 5000",
        "32, 1, 5000",
        "64, 1, 5000",
        "2147483647, 1, 5000"
    })
    void retriesSlowDownToFiveSecondsAndAreSpread(int failures, double random, long millis) {
        assertThat(PACE.retry(failures, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 100", "0, 0, 50", "30, 1, 70", "60, 0, 0", "100, 1, 0", "60000, 1, 0"})
    void questionsInQuickSuccessionAreHeldApart(long sinceLast, double random, long millis) {
        assertThat(PACE.next(Duration.ofMillis(sinceLast), random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anAnswerMayTakeWhatConsulHoldsItAddsAndALittle() {
        assertThat(PACE.patience()).isEqualTo(Duration.ofMillis(60_000 + 3_750 + 10_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1", // the first
        "5, 9, 9", // a change
        "5, 5, 5", // none
        "9, 5, 0", // it recedes
        "0, 0, 1", // a query with 0 would never block
        "1, 0, 0"
    })
    void theIndexFollowsConsulsRules(long index, long answered, long next) {
        assertThat(BlockingLoop.next(index, answered)).isEqualTo(next);
    }
}

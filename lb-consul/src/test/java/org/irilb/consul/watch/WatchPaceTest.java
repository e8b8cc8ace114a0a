package org.irilb.consul.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.irilb.consul.api.ReadFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchPaceTest {

    private static final WatchPace PACE = WatchPace.STANDARD;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 25",
        "1, 1, 50",
        "2, 1, 100",
        "7, 1, 3200",
        "8, 1, 5000",
        "8, 0, 2500",
        "31, 1, 5000",
        "32, 1, 5000",
        "64, 1, 5000",
        "2147483647, 1, 5000"
    })
    void retriesSlowDownToFiveSecondsAndAreSpread(int failures, double random, long millis) {
        assertThat(PACE.retry(ReadFailure.Kind.REFUSED, failures, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 50",
        "0, 0, 0, 25",
        "30, 0, 1, 20",
        "30, 0, 0, 0",
        "50, 0, 1, 0",
        "60000, 0, 1, 0",
        "0, 1, 1, 100", // answers that change nothing
        "0, 4, 1, 800",
        "0, 2000000000, 1, 800"
    })
    void questionsInQuickSuccessionAreHeldApart(long sinceLast, int idle, double random, long millis) {
        assertThat(PACE.next(Duration.ofMillis(sinceLast), idle, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anAnswerMayTakeWhatConsulHoldsItAddsAndALittle() {
        Question blocking = new Question(1, Duration.ofSeconds(60), Question.Consistency.STALE);
        assertThat(PACE.patience(blocking)).isEqualTo(Duration.ofMillis(60_000 + 3_750 + 10_000));
        assertThat(PACE.patience(Question.atOnce(Question.Consistency.STALE))).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"AWAY, 1, 1, 50", "AWAY, 5, 1, 800", "AWAY, 100, 0, 400", "FORBIDDEN, 100, 1, 800"})
    void whatPassesByItselfIsTriedMoreOften(ReadFailure.Kind kind, int failures, double random, long millis) {
        assertThat(PACE.retry(kind, failures, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 45000", "1, 60000"})
    void howLongConsulMayHoldAQuestionIsSpread(double random, long millis) {
        assertThat(PACE.wait(random)).isEqualTo(Duration.ofMillis(millis));
    }
}

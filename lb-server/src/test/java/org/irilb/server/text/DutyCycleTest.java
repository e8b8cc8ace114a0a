package org.irilb.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DutyCycleTest {

    private static final long WORK = 200_000;

    private final List<Long> rests = new ArrayList<>();
    private long now = Long.MAX_VALUE - WORK; // the clock may wrap around
    private final DutyCycle duty = new DutyCycle(() -> now, this::rest);

    private void rest(long nanos) {
        assertThat(nanos).isPositive();
        now += nanos;
        rests.add(now);
    }

    private void work(long nanos) {
        now += nanos;
        duty.restIfDue();
    }

    @Test
    void whoWorksForShortNeverRests() {
        work(WORK - 1);
        work(0);
        assertThat(rests).isEmpty();
    }

    @Test
    void restsFollowEachOtherAsWorkDoes() {
        for (int i = 0; i < 100; i++) {
            work(WORK / 10);
        }
        assertThat(rests).hasSize(10);
    }

    @Test
    void workIsCountedFromTheEndOfTheLastRest() {
        work(WORK);
        work(WORK - 1);
        assertThat(rests).hasSize(1);
        work(1);
        assertThat(rests).hasSize(2);
    }
}

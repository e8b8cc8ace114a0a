package org.irilb.server.admin.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AverageTest {

    @Test
    void theFirstRequestsCountAlike() {
        assertThat(Average.NONE.next(0, 0).value()).isZero();
        assertThat(Average.NONE.next(4, 100).value()).isEqualTo(25);
        assertThat(Average.NONE.next(4, 100).next(5, 200).value()).isEqualTo(40);
    }

    @Test
    void nothingNewChangesNothing() {
        Average average = Average.NONE.next(4, 100);
        assertThat(average.next(4, 100)).isSameAs(average);
    }

    @Test
    void laterOnesFadeWhatWasBefore() {
        Average average = Average.NONE.next(5000, 5000L * 10);
        assertThat(average.next(5001, 5000L * 10 + 1034).value()).isCloseTo(11, within(0.001));
        Average after = average.next(5000 + 1024, 5000L * 10 + 1024 * 20);
        assertThat(after.value()).isCloseTo(20 - 10 / Math.E, within(0.01));
        assertThat(average.next(50_000, 5000L * 10 + 45_000 * 20).value()).isCloseTo(20, within(0.001));
    }

    @Test
    void itDoesntMatterHowOftenSomebodyLooks() {
        Average once = Average.NONE.next(2000, 20_000).next(2100, 22_000);
        Average often = Average.NONE.next(2000, 20_000);
        for (int i = 1; i <= 100; i++) {
            often = often.next(2000 + i, 20_000 + 20 * i);
        }
        assertThat(often.value()).isCloseTo(once.value(), within(1e-9));
    }
}

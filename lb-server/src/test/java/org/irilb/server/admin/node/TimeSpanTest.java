package org.irilb.server.admin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeSpanTest {

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min", "90061, 1 d 1 h"})
    void theTwoLargestUnitsAreEnough(long seconds, String text) {
        assertThat(TimeSpan.of(Duration.ofSeconds(seconds).plusMillis(999))).isEqualTo(text);
    }
}

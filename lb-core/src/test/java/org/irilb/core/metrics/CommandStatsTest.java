package org.irilb.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.metrics.AccessRecord.Ending;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandStatsTest {

    @ParameterizedTest
    @CsvSource({
        "NORMAL,      200, 1, 0",
        "NORMAL,      404, 1, 0",
        "NORMAL,      500, 0, 1",
        "LOCAL,       200, 1, 0",
        "NODE_FAILED, 502, 0, 1",
        "NODE_FAILED, 200, 0, 1",
        "NODE_SLOW,    -1, 0, 1",
        "CLIENT_LEFT, 200, 0, 0",
        "CLIENT_SLOW, 408, 0, 0",
        "REFUSED,     429, 0, 0",
        "KILLED,       -1, 0, 0",
    })
    void whatIsOverIsAnsweredOrHasFailedOrSaysNothing(Ending ending, int status, int answered, int failed) {
        CommandStats stats = new CommandStats("any", 2, 1);
        stats.over(1, ending, status, 1000);
        assertThat(stats.times().read().count()).isEqualTo(answered);
        assertThat(stats.failures()).isEqualTo(failed);
    }
}

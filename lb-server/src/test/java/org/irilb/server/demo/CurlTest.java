package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class CurlTest {

    @Test
    void theRecordedMilestoneHasItsRecordedHash() {
        assertThat(Curl.hash(Recorded.MILESTONE_TRANSACTION.trytes())).isEqualTo(Recorded.MILESTONE);
    }

    @Test
    void oneOtherTryteMakesAnotherHash() {
        String changed = "A" + Recorded.MILESTONE_TRANSACTION.trytes().substring(1);
        assertThat(Curl.hash(changed)).hasSize(81).isNotEqualTo(Recorded.MILESTONE);
    }
}

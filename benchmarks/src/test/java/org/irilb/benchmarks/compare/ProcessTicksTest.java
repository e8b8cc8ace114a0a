package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessTicksTest {

    private static final String REST = " S 1 2 3 4 5 6 7 8 9 10 321 654 0 0 20 0 1 0 100";

    @Test
    void userAndSystemTimeAreTheFourteenthAndFifteenthField() {
        assertThat(ProcessTicks.parse("4711 (java)" + REST)).isEqualTo(new ProcessTicks(321, 654));
    }

    @Test
    void aNameMayHoldBlanksAndParentheses() {
        assertThat(ProcessTicks.parse("4711 (a) b (c) 9" + ")" + REST)).isEqualTo(new ProcessTicks(321, 654));
    }

    @Test
    void aTickIsTenMilliseconds() {
        ProcessTicks used = new ProcessTicks(121, 254).since(new ProcessTicks(120, 250));
        assertThat(used.userMicros()).isEqualTo(10_000);
        assertThat(used.systemMicros()).isEqualTo(40_000);
    }

    /** Threads beside this one may use the whole of a tick, so that one round is done in any case. */
    @Test
    void aBusyProcessUsesTime() throws IOException {
        long pid = ProcessHandle.current().pid();
        ProcessTicks before = ProcessTicks.of(pid);
        double sum = 0;
        ProcessTicks used;
        do {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
            used = ProcessTicks.of(pid).since(before);
        } while (used.userMicros() == 0);
        assertThat(sum).isPositive();
        assertThat(used.userMicros()).isGreaterThanOrEqualTo(10_000);
    }
}

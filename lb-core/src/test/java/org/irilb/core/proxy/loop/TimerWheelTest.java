package org.irilb.core.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimerWheelTest {

    private static final long TICK = TimerWheel.TICK_NANOS;

    private final TimerWheel wheel = new TimerWheel(0);
    private final List<String> run = new ArrayList<>();

    @Test
    void oneThatFailsKeepsNoOtherFromRunning() {
        wheel.schedule(new Timeout(() -> run.add("before")), TICK);
        wheel.schedule(
                new Timeout(() -> {
                    throw new OutOfMemoryError("on purpose");
                }),
                TICK);
        wheel.schedule(new Timeout(() -> run.add("after")), TICK);
        wheel.schedule(new Timeout(() -> run.add("later")), 3 * TICK);

        wheel.advance(2 * TICK);
        wheel.advance(4 * TICK);

        assertThat(run).containsExactly("before", "after", "later");
    }

    @Test
    void oneThatIsPutOffRunsAtItsLastDeadlineOnly() {
        Timeout timeout = new Timeout(() -> run.add("now"));
        wheel.schedule(timeout, TICK);
        wheel.schedule(timeout, 1_000 * TICK);

        wheel.advance(999 * TICK);
        assertThat(run).isEmpty();
        wheel.advance(1_000 * TICK);
        assertThat(run).containsExactly("now");
    }

    @Test
    void oneThatIsCancelledNeverRuns() {
        Timeout timeout = new Timeout(() -> run.add("now"));
        wheel.schedule(timeout, TICK);
        wheel.cancel(timeout);

        wheel.advance(2_000 * TICK);
        assertThat(run).isEmpty();
    }
}

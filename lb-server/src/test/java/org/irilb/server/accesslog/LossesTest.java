package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LossesTest {

    private final Queue<Runnable> reports = new ArrayDeque<>();
    private final Losses losses = new Losses(reports::add);

    @Test
    void theyAreToldOnceAnIntervalAndAsLongAsThereAreMore() {
        try (Logged logged = Logged.by(Losses.class)) {
            losses.add(0);
            assertThat(reports).isEmpty();
            losses.add(1);
            losses.add(2);
            assertThat(reports).hasSize(1);
            assertThat(logged.lines()).isEmpty();

            reports.remove().run();
            assertThat(reports).isEmpty();
            losses.add(4);
            reports.remove().run();

            String rest = " since the start; its output is slow or fails";
            assertThat(logged.lines())
                    .containsExactly(
                            "WARN access log: 3 requests lost, 3" + rest, "WARN access log: 4 requests lost, 7" + rest);
            assertThat(losses.total()).isEqualTo(7);
        }
    }

    @Test
    void whatWasToldAtTheEndIsNotToldAgain() {
        try (Logged logged = Logged.by(Losses.class)) {
            losses.add(5);
            losses.tell();
            reports.remove().run();

            assertThat(logged.lines()).hasSize(1);
        }
    }
}

package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.irilb.core.kit.Origin;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final String ANSWER = "{\"hash\":\"" + "9".repeat(Node.ANSWER_BYTES - 11) + "\"}";

    @Test
    void asManyRequestsAreSentAsTheRateAsksFor() throws IOException, BadRun {
        try (Origin node = Origin.answering(ANSWER)) {
            Histogram nanos = new OpenLoop(node.port(), 4, 200).run(1);
            assertThat(nanos.getTotalCount()).isEqualTo(200);
        }
    }

    @Test
    void aStallCountsForTheRequestsItHasKeptFromBeingSentToo() throws IOException, BadRun {
        try (Origin node = Origin.playing((wire, origin) -> {
            for (int answered = 0; ; answered++) {
                origin.next(wire);
                if (answered == 0) {
                    stall();
                }
                origin.done();
                wire.send(Origin.ok(ANSWER));
            }
        })) {
            Histogram nanos = new OpenLoop(node.port(), 1, 100).run(1);
            long late = nanos.getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(240), nanos.getMaxValue());
            assertThat(late)
                    .as("requests due in the first half of a stall of 500 ms")
                    .isGreaterThanOrEqualTo(25);
        }
    }

    @Test
    void anAnswerOtherThan200IsNoFigure() {
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            origin.done();
            wire.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER);
        })) {
            assertThatThrownBy(() -> new OpenLoop(node.port(), 1, 10).run(1)).isInstanceOf(BadRun.class);
        }
    }

    private static void stall() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

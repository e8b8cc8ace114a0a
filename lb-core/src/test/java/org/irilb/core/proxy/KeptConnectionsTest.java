package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections to nodes between two requests, and what goes over them. */
@Execution(ExecutionMode.CONCURRENT)
final class KeptConnectionsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    /** On one loop, which keeps its own connections. */
    private static Rig start(Origin node) {
        return Rig.start(Setup.standard().withWorkers(1), Setup.node(node.port(), 1, 2));
    }

    @Test
    void theOneThatWasUsedLastIsUsedNext() {
        List<CountDownLatch> mayAnswer = List.of(new CountDownLatch(1), new CountDownLatch(1));
        try (Origin node = Origin.playing((wire, origin) -> {
                    int number = origin.connections();
                    while (true) {
                        origin.next(wire);
                        Await.latch(mayAnswer.get(number - 1));
                        origin.done();
                        wire.send(Origin.ok("" + number));
                    }
                });
                Rig rig = start(node);
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the first is at the node", () -> node.requests().size() == 1);
            second.post(NODE_INFO);
            Await.until("the second is, too", () -> node.requests().size() == 2);
            mayAnswer.get(1).countDown();
            assertThat(second.readAnswer().body()).isEqualTo("2");
            mayAnswer.get(0).countDown();
            assertThat(first.readAnswer().body()).isEqualTo("1");

            for (int i = 0; i < 3; i++) {
                assertThat(second.post(NODE_INFO).readAnswer().body()).isEqualTo("1");
            }
        }
    }

    @Test
    void oneThatNobodyNeedsIsClosedBeforeItsNodeDoes() {
        AtomicBoolean closed = new AtomicBoolean();
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send(Origin.ok("{}"));
                    closed.set(wire.isEnded());
                });
                Rig rig = start(node);
                Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);

            Await.until("it is closed", closed::get);
            Await.until("it is forgotten", () -> rig.kept() == 0);
        }
    }

    @Test
    void whatGoesOverThemIsCountedOnBothSides() {
        try (Origin node = Origin.answering("{}");
                Rig rig = start(node);
                Wire client = rig.client()) {
            int received = client.post(NODE_INFO).readAnswer().raw().length()
                    + client.post(NODE_INFO).readAnswer().raw().length();
            client.hangUp();
            rig.awaitQuiet(node);

            assertThat(rig.heard(Counter.H1_CONNECTIONS)).isEqualTo(1);
            assertThat(rig.heard(Counter.H1_STREAMS)).isEqualTo(2);
            assertThat(rig.heard(Counter.H1_BYTES_IN))
                    .isEqualTo(2L * Wire.request(NODE_INFO).length());
            assertThat(rig.heard(Counter.H1_BYTES_OUT)).isEqualTo(received);
            assertThat(rig.counted(Counter.H1_CONNECTIONS)).isEqualTo(1);
            assertThat(rig.counted(Counter.H1_STREAMS)).isEqualTo(2);
            assertThat(rig.counted(Counter.H1_BYTES_OUT))
                    .isEqualTo(node.requests().stream()
                            .mapToLong(request -> request.raw().length())
                            .sum());
            assertThat(rig.counted(Counter.H1_BYTES_IN))
                    .isEqualTo(2L * Origin.ok("{}").length());
            assertThat(rig.counted(Counter.SELECTIONS)).isEqualTo(2);
            assertThat(rig.counted(Counter.CONNECTS)).isEqualTo(1);
            assertThat(rig.counted(Counter.REUSES)).isEqualTo(1);
            assertThat(rig.counted(Counter.BYTES_OUT)).isEqualTo(received);
        }
    }
}

package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.PowRole;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A configuration without the pool that requests wait in. */
@Execution(ExecutionMode.CONCURRENT)
final class GivenUpPoolTest {

    private static final String POW = "{\"command\":\"attachToTangle\"}";
    private static final int WAITING = 6;

    /** Longer than a client of these tests waits for its answer. */
    private final Setup setup = Setup.standard().withQueueTimeout(Duration.ofMinutes(5));

    private final List<Wire> waiting = new ArrayList<>();

    private void occupyAndWait(Rig rig, Wire first) {
        first.post(POW);
        Await.until("the place is taken", () -> rig.inFlight() == 1);
        for (int i = 0; i < WAITING; i++) {
            Wire client = rig.client();
            client.post(POW);
            waiting.add(client);
        }
        Await.until("the others wait", () -> rig.pool(Setup.POW_POOL).queued() == WAITING);
    }

    private void hangUp(Wire first) {
        first.hangUp();
        waiting.forEach(Wire::hangUp);
    }

    @Test
    void whoWaitsGoesOnWaitingInThePoolThatServesHimNow() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire first = rig.client()) {
            occupyAndWait(rig, first);

            rig.balancer().applyConfig(setup.configWithoutCommands());
            Await.until(
                    "they wait in the other pool", () -> rig.pool(Setup.POOL).queued() == WAITING);
            assertThat(rig.pool(Setup.POOL).current()).isEqualTo(WAITING);

            node.goOn();
            assertThat(first.readAnswer().status()).isEqualTo(200);
            waiting.forEach(client -> assertThat(client.readAnswer().status()).isEqualTo(200));
            assertThat(node.mostAtATime()).isEqualTo(1);
            hangUp(first);
            rig.awaitQuiet(node);
        }
    }

    @Test
    void whoWaitsIsAnsweredAtOnceIfNoNodeServesHimNow() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1, PowRole.ONLY));
                Wire first = rig.client()) {
            occupyAndWait(rig, first);

            rig.balancer().applyConfig(setup.configWithoutCommands());

            waiting.forEach(client -> assertThat(client.readAnswer().status()).isEqualTo(503));
            node.goOn();
            assertThat(first.readAnswer().status()).isEqualTo(200);
            hangUp(first);
            rig.awaitQuiet(node);
        }
    }
}

package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.irilb.core.config.Balance;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.Membership;
import org.irilb.core.config.PoolConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.RouteConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.ConfigDraft;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;

/** What balancing by latency learns from answers. An answer is slow here when the other node has given many meanwhile. */
final class EvidenceTest {

    private static final String SLOW = "{\"command\":\"getTips\"}";
    private static final String QUICK = "{\"command\":\"getNodeInfo\"}";
    private static final int MANY = 20;

    @Test
    void aNodeThatAnsweredLateIsAvoided() {
        try (Nodes nodes = new Nodes(Origin.ok("{}"));
                Wire client = nodes.rig.client()) {
            Origin quick = nodes.answerOnceLateAndOtherwiseAtOnce(client);

            for (int i = 0; i < MANY; i++) {
                client.post(QUICK).readAnswer();
            }

            assertThat(quick.requests()).hasSize(2 * MANY);
        }
    }

    @Test
    void aNodeIsNotPreferredForItsQuickErrors() {
        try (Nodes nodes = new Nodes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}");
                Wire client = nodes.rig.client()) {
            Origin quick = nodes.answerOnceLateAndOtherwiseAtOnce(client);

            int more = 0;
            while (quick.requests().size() == MANY + more && more < 10 * MANY) {
                assertThat(client.post(QUICK).readAnswer().status()).isEqualTo(500);
                more++;
            }

            assertThat(quick.requests()).hasSizeLessThan(MANY + more);
        }
    }

    /** Two nodes alike that take one request at a time, and answer a slow one when told. */
    private static final class Nodes implements AutoCloseable {

        private final String answer;
        private final Origin one = Origin.playing(this::play);
        private final Origin two = Origin.playing(this::play);
        private final Rig rig;

        /** @param answer to all but slow requests */
        Nodes(String answer) {
            this.answer = answer;
            this.rig = Rig.start(
                    byLatency(),
                    Setup.node(one.port(), 1, 1, PowRole.NONE),
                    Setup.node(two.port(), 1, 1, PowRole.NONE));
        }

        private static BalancerConfig byLatency() {
            return ConfigDraft.changed(Setup.standard().withWorkers(1).config(), draft -> {
                draft.pools =
                        List.of(new PoolConfig(Setup.POOL, Membership.DEFAULT, Balance.P2C, 180, 3, Duration.ZERO));
                draft.routes = List.of(new RouteConfig(List.of(), Setup.POOL));
            });
        }

        private void play(Wire wire, Origin node) {
            while (true) {
                if (node.next(wire).body().equals(SLOW)) {
                    node.awaitGo();
                    wire.send(Origin.ok("{}"));
                } else {
                    wire.send(answer);
                }
            }
        }

        /** Returns the node that has answered many requests while the other one had the same. */
        Origin answerOnceLateAndOtherwiseAtOnce(Wire client) {
            try (Wire patient = rig.client().post(SLOW)) {
                Await.until(
                        "a node has it",
                        () -> one.requests().size() + two.requests().size() == 1);
                Origin slow = one.requests().isEmpty() ? two : one;
                for (int i = 0; i < MANY; i++) {
                    client.post(QUICK).readAnswer();
                }
                slow.goOn();
                assertThat(patient.readAnswer().status()).isEqualTo(200);
                return slow == one ? two : one;
            }
        }

        @Override
        public void close() {
            rig.close();
            one.close();
            two.close();
        }
    }
}

package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadBalancerTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @ParameterizedTest
    @EnumSource(TransportChoice.class)
    void aRequestReachesANodeAndItsAnswerComesBackOverEveryTransport(TransportChoice transport) {
        try (Origin node = Origin.answering("{\"tips\":1}");
                LoadBalancer balancer =
                        LoadBalancer.start(Setup.standard().with(transport).config())) {
            balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
                for (int i = 0; i < 3; i++) {
                    Wire.Message answer = client.post(NODE_INFO).readAnswer();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo("{\"tips\":1}");
                }
            }
            assertThat(node.requests()).hasSize(3);
            assertThat(node.connections()).isEqualTo(1);
            assertThat(node.requests().get(0).fields("X-Forwarded-For")).containsExactly("127.0.0.1");
        }
    }

    @OnEachTransport
    void whoComesBeforeTheNodesAreKnownIsServedThen(TransportChoice transport) throws InterruptedException {
        try (Origin node = Origin.answering("{\"tips\":1}");
                LoadBalancer balancer =
                        LoadBalancer.bind(Setup.standard().with(transport).config(), Optional.empty());
                Wire early = Wire.connect(balancer.address(Setup.LISTENER))) {
            early.post(NODE_INFO);
            assertThat(early.isSilentFor(Duration.ofMillis(50))).isTrue();
            assertThat(balancer.awaitNodes(Duration.ZERO)).isFalse();
            balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
            assertThat(balancer.awaitNodes(Duration.ofSeconds(20))).isTrue();
            balancer.accept();
            assertThat(early.readAnswer().body()).isEqualTo("{\"tips\":1}");
        }
    }

    @Test
    void noNodesAreAnAnswerTooAndChangeNothing() throws InterruptedException {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(List.of());
            assertThat(balancer.awaitNodes(Duration.ofSeconds(20))).isTrue();
            assertThat(balancer.status().snapshotVersion()).isEqualTo(1);
        }
    }

    @Test
    void aListenerIsShownWithItsPort() {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            assertThat(balancer.status().listeners().get(0).address())
                    .isEqualTo("127.0.0.1:" + balancer.address(Setup.LISTENER).getPort());
        }
    }

    @Test
    void theTurnsOfFiveThreeTwoAreTheSameOverAllLoops() {
        List<Integer> turns = new ArrayList<>();
        try (Origin a = Origin.answering("1");
                Origin b = Origin.answering("2");
                Origin c = Origin.answering("3");
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(
                    List.of(Setup.node(a.port(), 5, 10), Setup.node(b.port(), 3, 10), Setup.node(c.port(), 2, 10)));
            Await.until("the nodes are known", () -> balancer.status().snapshotVersion() == 2);
            for (int i = 0; i < 20; i++) {
                try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
                    turns.add(
                            Integer.parseInt(client.post(NODE_INFO).readAnswer().body()));
                }
            }
        }
        assertThat(turns).containsExactly(1, 2, 1, 3, 1, 2, 1, 2, 1, 3, 1, 2, 1, 3, 1, 2, 1, 2, 1, 3);
    }
}

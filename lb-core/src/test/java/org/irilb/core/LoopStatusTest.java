package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.junit.jupiter.api.Test;

final class LoopStatusTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static List<ExchangeStatus> exchanges(LoadBalancer balancer, Phase phase) {
        return balancer.loops().join().stream()
                .flatMap(loop -> loop.exchanges().stream())
                .filter(exchange -> exchange.phase() == phase)
                .toList();
    }

    @Test
    void requestsOnTheirWayAreToldWithWhereTheyAre() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (Origin slow = Origin.playing((wire, origin) -> answerWhen(mayAnswer, wire, origin));
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            NodeConfig node = Setup.node(slow.port(), 1, 1);
            balancer.updateNodes(List.of(node));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire served =
                    Wire.connect(balancer.address(Setup.LISTENER), "127.0.0.2").post(NODE_INFO)) {
                Await.until(
                        "it is sent", () -> exchanges(balancer, Phase.HEADERS).size() == 1);
                try (Wire waiting = Wire.connect(balancer.address(Setup.LISTENER), "127.0.0.3")
                        .post(NODE_INFO)) {
                    Await.until(
                            "it waits", () -> exchanges(balancer, Phase.QUEUE).size() == 1);
                    // asked for first, for it is to be the younger one
                    ExchangeStatus second = exchanges(balancer, Phase.QUEUE).get(0);
                    ExchangeStatus first = exchanges(balancer, Phase.HEADERS).get(0);
                    assertThat(first.id()).isNotEqualTo(second.id());
                    assertThat(first.client().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
                    assertThat(first.listener()).isEqualTo(Setup.LISTENER);
                    assertThat(first.pool()).isEqualTo(Setup.POOL);
                    assertThat(first.server()).isEqualTo(node.id());
                    assertThat(second.client().getAddress().getHostAddress()).isEqualTo("127.0.0.3");
                    assertThat(second.server()).isEmpty();
                    assertThat(first.age()).isGreaterThan(second.age());
                    mayAnswer.countDown();
                    assertThat(served.readAnswer().status()).isEqualTo(200);
                    assertThat(waiting.readAnswer().status()).isEqualTo(200);
                }
            }
            Await.until(
                    "nothing is on its way",
                    () -> balancer.loops().join().stream()
                            .allMatch(loop -> loop.exchanges().isEmpty() && loop.clients() == 0));
        }
    }

    private static void answerWhen(CountDownLatch latch, Wire wire, Origin origin) {
        while (true) {
            origin.next(wire);
            try {
                latch.await();
            } catch (InterruptedException e) {
                return;
            }
            origin.done();
            wire.send(Origin.ok("1"));
        }
    }

    @Test
    void loopsAreToldInTheirOrderWithTheirConnections() {
        try (Origin origin = Origin.answering("1");
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(List.of(Setup.node(origin.port(), 1, 1)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire client = Wire.connect(balancer.address(Setup.LISTENER)).post(NODE_INFO)) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
                List<LoopStatus> loops = balancer.loops().join();
                assertThat(loops).extracting(LoopStatus::index).containsExactly(0, 1);
                assertThat(loops).extracting(LoopStatus::threadId).doesNotHaveDuplicates();
                assertThat(loops.stream().mapToInt(LoopStatus::clients).sum()).isEqualTo(1);
                assertThat(loops.stream().mapToInt(LoopStatus::nodes).sum()).isEqualTo(1);
            }
        }
    }

    @Test
    void loopsThatHaveEndedAreLeftOut() {
        LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
        balancer.close();
        assertThat(balancer.loops().join()).isEmpty();
    }
}

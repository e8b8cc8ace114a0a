package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;

final class PipeliningTest {

    /** Larger than what is copied, so that it is held as a slice of what was received. */
    private static final String LARGE = "{\"command\":\"getNodeInfo\",\"filler\":\"" + "a".repeat(8_000) + "\"}";

    @Test
    void aBodyThatWaitsIsNotTouchedByWhatIsReceivedBehindIt() {
        CountDownLatch busy = new CountDownLatch(1);
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        origin.next(wire);
                        origin.done();
                        Await.latch(busy);
                        wire.send(Origin.ok("{}"));
                    }
                });
                LoadBalancer balancer =
                        LoadBalancer.start(Setup.standard().withWorkers(1).config())) {
            balancer.updateNodes(List.of(Setup.node(node.port(), 1, 1)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire other = Wire.connect(balancer.address(Setup.LISTENER));
                    Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
                other.post("{\"command\":\"getNodeInfo\"}");
                Await.until("the node is busy", () -> node.requests().size() == 1);
                String first = Wire.request(LARGE);
                String second = Wire.request("{\"command\":\"getNodeInfo\",\"filler\":\"" + "b".repeat(8_000) + "\"}");
                client.send(first + second.substring(0, 4_000));
                awaitReceived(balancer, first.length() + 4_000);
                client.send(second.substring(4_000));
                awaitReceived(balancer, first.length() + second.length());
                busy.countDown();
                assertThat(client.readAnswer().status()).isEqualTo(200);
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            assertThat(node.requests().get(1).body()).isEqualTo(LARGE);
        }
    }

    private static void awaitReceived(LoadBalancer balancer, long bytes) {
        Await.until(
                "the bytes are received",
                () -> balancer.status().listeners().get(0).counters().sum(Counter.BYTES_IN) >= bytes);
    }
}

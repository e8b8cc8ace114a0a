package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class LastAnswerTest {

    /** Somewhere between these the system's buffers are full and the balancer holds the rest. */
    private static final int SMALLEST = 100_000;

    private static final int LARGEST = 6_000_000;
    private static final int STEP = 400_000;

    @OnEachTransport
    void anAnswerIsWholeThoughTheConnectionEndsBehindItAndTheClientReadsLate(TransportChoice transport) {
        AtomicInteger length = new AtomicInteger();
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        origin.next(wire);
                        origin.done();
                        wire.send(Origin.ok("x".repeat(length.get())));
                    }
                });
                LoadBalancer balancer =
                        LoadBalancer.start(Setup.standard().with(transport).config())) {
            balancer.updateNodes(List.of(Setup.node(node.port(), 1, 10)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            for (int size = SMALLEST; size < LARGEST; size += STEP) {
                length.set(size);
                assertWhole(balancer, size);
            }
        }
    }

    private static void assertWhole(LoadBalancer balancer, int size) {
        try (Wire client = Wire.connectWithSmallBuffer(balancer.address(Setup.LISTENER))) {
            String request = Wire.request("{\"command\":\"getNodeInfo\"}");
            client.send(request.replace("Host: lb\r\n", "Host: lb\r\nConnection: close\r\n"));
            Await.upTo(
                    Duration.ofMillis(100),
                    () -> balancer.status().pools().get(0).current() == 0);
            assertThat(client.readAnswer().body()).hasSize(size);
            assertThat(client.readToEnd()).isEmpty();
        }
    }
}

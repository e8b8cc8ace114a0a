package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A WebSocket's two ends share their fate, and the node's place is free afterwards. */
@Execution(ExecutionMode.CONCURRENT)
final class TunnelFaultsTest {

    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: lb\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    /** More than the system's buffers take. */
    private static final int LARGE = 20_000_000;

    @OnEachTransport
    void theNodeLearnsThatTheClientHasLeft(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            wire.readHead();
            wire.send(SWITCHED);
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node)) {
            Wire client = rig.client().send(UPGRADE);
            assertThat(client.readHead().status()).isEqualTo(101);
            client.reset();
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void theClientLearnsThatTheNodeHasDied(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            wire.readHead();
            wire.send(SWITCHED);
            node.awaitGo();
            wire.reset();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(transport, node);
                Wire client = rig.client()) {
            assertThat(client.send(UPGRADE).readHead().status()).isEqualTo(101);
            node.goOn();
            assertThat(client.isEnded()).isTrue();
            assertServed(rig, node);
        }
    }

    @OnEachTransport
    void aClientThatTakesNothingHoldsTheNodeBackAndIsCutOffInTime(TransportChoice transport) {
        Origin.Script script = (wire, node) -> {
            wire.readHead();
            wire.send(SWITCHED);
            wire.send(new byte[LARGE]);
            wire.readToEnd();
        };
        Setup setup = Setup.standard().with(transport).withTunnelTimeout(Duration.ofMillis(500));
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = Rig.start(setup.configWithoutCommands(true), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            assertThat(client.send(UPGRADE).readHead().status()).isEqualTo(101);
            Await.until("the place is free", () -> rig.inFlight() == 0);
            client.hangUp();
            assertServed(rig, node);
        }
    }

    private static Rig rig(TransportChoice transport, Origin node) {
        return Rig.start(Setup.standard().with(transport).configWithoutCommands(true), Setup.node(node.port(), 1, 1));
    }

    private static void assertServed(Rig rig, Origin node) {
        Await.until("the tunnel has ended at both ends", () -> node.openConnections() == 0);
        rig.awaitQuiet(node);
        try (Wire client = rig.client()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: lb\r\n\r\n")
                            .readAnswer()
                            .body())
                    .isEqualTo("1");
        }
        rig.awaitQuiet(node);
    }
}

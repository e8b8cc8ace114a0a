package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class WebSocketTest {

    private static final String UPGRADE = "GET /ws HTTP/1.1\r\nHost: lb\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    /** Says back what it hears, until it hears the end. */
    private static Origin echo() {
        return Origin.playing((wire, origin) -> {
            Wire.Message request = origin.next(wire);
            origin.done();
            assertThat(request.field("Upgrade")).hasValue("websocket");
            assertThat(request.field("Connection")).hasValue("Upgrade");
            wire.send(SWITCHED);
            wire.send("<" + wire.readBytes(5) + ">");
            wire.send(wire.readToEnd());
        });
    }

    private static LoadBalancer start(TransportChoice transport, boolean allowed, Duration tunnel, Origin node) {
        LoadBalancer balancer = LoadBalancer.start(
                Setup.standard().with(transport).withTunnelTimeout(tunnel).configWithoutCommands(allowed));
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 1)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    @OnEachTransport
    void bothSidesSpeakFreelyUntilBothHaveEnded(TransportChoice transport) {
        try (Origin node = echo();
                LoadBalancer balancer = start(transport, true, Duration.ofSeconds(10), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(UPGRADE + "he");
            Wire.Message answer = client.readHead();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.field("Upgrade")).hasValue("websocket");
            assertThat(answer.fields("Connection")).containsExactly("Upgrade");
            client.send("llo");
            assertThat(client.readBytes(7)).isEqualTo("<hello>");
            client.send("GET / HTTP/1.1 is no request here").endOutput();
            assertThat(client.readToEnd()).isEqualTo("GET / HTTP/1.1 is no request here");
            Await.until(
                    "the place is free",
                    () -> balancer.status().pools().get(0).servers().get(0).current() == 0);
            assertThat(node.requests()).hasSize(1);
        }
    }

    @OnEachTransport
    void aTunnelThatNobodyUsesIsClosed(TransportChoice transport) {
        try (Origin node = echo();
                LoadBalancer balancer = start(transport, true, Duration.ofMillis(200), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(UPGRADE);
            assertThat(client.readHead().status()).isEqualTo(101);
            assertThat(client.readToEnd()).isEmpty();
            Await.until("the connection to the node has ended", () -> node.openConnections() == 0);
        }
    }

    @Test
    void whereItIsNotAllowedTheNodeHearsNothingOfTheWish() {
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(TransportChoice.AUTO, false, Duration.ofSeconds(10), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(UPGRADE);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(0).field("Upgrade")).isEmpty();
            assertThat(node.requests().get(0).field("Connection")).isEmpty();
        }
    }

    @Test
    void otherProtocolsAreNotPassedOn() {
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(TransportChoice.AUTO, true, Duration.ofSeconds(10), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(UPGRADE.replace("websocket", "h2c"));
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.send(UPGRADE.replace("websocket", "websocket, h2c"));
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests())
                    .allMatch(request -> request.field("Upgrade").isEmpty());
        }
    }

    @Test
    void aNodeThatRefusesAnswersAsToAnyRequest() {
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(TransportChoice.AUTO, true, Duration.ofSeconds(10), node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(UPGRADE);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nHost: lb\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(200);
        }
    }
}

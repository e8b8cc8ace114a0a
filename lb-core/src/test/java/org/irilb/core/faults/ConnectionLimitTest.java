package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections over a limit wait, silently, and are served when their turn comes. */
@Execution(ExecutionMode.CONCURRENT)
final class ConnectionLimitTest {

    private static final Duration A_WHILE = Duration.ofMillis(50);

    @OnEachTransport
    void aListenerServesNoMoreThanItsLimitAtATime(TransportChoice transport) {
        BalancerConfig config = Setup.standard().with(transport).config(100, 2, 100);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10))) {
            Deque<Wire> clients = connect(rig, 9, Setup.LISTENER);
            assertServedInTurn(rig, clients, 2);
            rig.awaitQuiet(node);
            assertThat(rig.status().listeners().get(0).highest()).isEqualTo(2);
        }
    }

    @OnEachTransport
    void theProcessServesNoMoreThanItsLimitOverAllListeners(TransportChoice transport) {
        BalancerConfig config = Setup.standard().with(transport).config(3, 100, 100);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10))) {
            Deque<Wire> clients = connect(rig, 3, Setup.LISTENER);
            clients.forEach(ConnectionLimitTest::assertServed);
            Deque<Wire> others = connect(rig, 5, Setup.SECOND_LISTENER);
            assertThat(others.element().isSilentFor(A_WHILE)).isTrue();
            assertThat(rig.status().currentConnections()).isEqualTo(3);
            clients.forEach(Wire::hangUp);
            assertServedInTurn(rig, others, 3);
            rig.awaitQuiet(node);
        }
    }

    /** All listeners compete for what becomes free; nobody is forgotten. */
    @OnEachTransport
    void manyMoreThanTheLimitAreAllServed(TransportChoice transport) {
        BalancerConfig config = Setup.standard().with(transport).config(5, 3, 3);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10))) {
            Deque<Wire> clients = connect(rig, 100, Setup.LISTENER);
            Deque<Wire> others = connect(rig, 100, Setup.SECOND_LISTENER);
            while (!clients.isEmpty()) {
                serveAndHangUp(clients.remove());
                serveAndHangUp(others.remove());
            }
            rig.awaitQuiet(node);
            assertThat(rig.status().listeners())
                    .allSatisfy(listener -> assertThat(listener.highest()).isLessThanOrEqualTo(3));
        }
    }

    @OnEachTransport
    void aHigherLimitLetsThoseInWhoWait(TransportChoice transport) {
        BalancerConfig config = Setup.standard().with(transport).config(2, 100, 100);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10))) {
            Deque<Wire> clients = connect(rig, 6, Setup.LISTENER);
            List<Wire> served =
                    List.of(clients.remove(), clients.remove()); // held, or their sockets would be collected
            served.forEach(ConnectionLimitTest::assertServed);
            assertThat(clients.element().isSilentFor(A_WHILE)).isTrue();
            rig.balancer().applyConfig(Setup.standard().with(transport).config(6, 100, 100));
            clients.forEach(ConnectionLimitTest::assertServed);
            served.forEach(Wire::hangUp);
        }
    }

    @OnEachTransport
    void whoLeavesWhileItWaitsTakesNobodysPlace(TransportChoice transport) {
        BalancerConfig config = Setup.standard().with(transport).config(100, 1, 100);
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(config, Setup.node(node.port(), 1, 10));
                Wire first = rig.client()) {
            assertServed(first.post(NODE_INFO));
            connect(rig, 5, Setup.LISTENER).forEach(Wire::reset);
            Deque<Wire> last = connect(rig, 1, Setup.LISTENER);
            first.hangUp();
            serveAndHangUp(last.element());
            rig.awaitQuiet(node);
        }
    }

    /** All have sent their request, though nobody has taken it yet. */
    private static Deque<Wire> connect(Rig rig, int count, String listener) {
        Deque<Wire> clients = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            clients.add(Wire.connect(rig.balancer().address(listener)).post(NODE_INFO));
        }
        return clients;
    }

    /** The first ones are served; one more each time one of them hangs up. */
    private static void assertServedInTurn(Rig rig, Deque<Wire> clients, int limit) {
        Deque<Wire> served = new ArrayDeque<>();
        while (!clients.isEmpty()) {
            Wire next = clients.remove();
            if (served.size() == limit) {
                assertThat(next.isSilentFor(A_WHILE)).isTrue();
                assertThat(rig.status().currentConnections()).isEqualTo(limit);
                served.remove().hangUp();
            }
            assertThat(next.readAnswer().status()).isEqualTo(200);
            served.add(next);
        }
        served.forEach(Wire::hangUp);
    }

    private static void assertServed(Wire client) {
        assertThat(client.readAnswer().status()).isEqualTo(200);
    }

    private static void serveAndHangUp(Wire client) {
        assertServed(client);
        client.hangUp();
    }
}

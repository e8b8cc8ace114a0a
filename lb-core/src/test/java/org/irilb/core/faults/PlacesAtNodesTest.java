package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.POW;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who gets a place at a node, and who waits for one, and for how long. */
@Execution(ExecutionMode.CONCURRENT)
final class PlacesAtNodesTest {

    @Test
    void aNodeInBothPoolsHasOneNumberOfPlaces() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire reads = rig.client();
                Wire proves = rig.client()) {
            reads.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            proves.post(POW);
            Await.until("the other one waits", () -> rig.pool(Setup.POW_POOL).queued() == 1);
            node.goOn();
            assertThat(reads.readAnswer().status()).isEqualTo(200);
            assertThat(proves.readAnswer().status()).isEqualTo(200);
            assertThat(node.mostAtATime()).isEqualTo(1);
            reads.hangUp();
            proves.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void aLimitOfItsOwnForProofsLeavesTheOtherPlacesFree() {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard(), withProofs(Setup.node(node.port(), 1, 3), 1));
                Wire proof = rig.client();
                Wire second = rig.client();
                Wire read = rig.client()) {
            proof.post(POW);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            second.post(POW);
            Await.until("the second proof waits", () -> rig.pool(Setup.POW_POOL).queued() == 1);
            read.post(NODE_INFO);
            Await.until("the read doesn't", () -> node.requests().size() == 2);
            assertThat(node.requests().get(1).body()).isEqualTo(NODE_INFO);
            node.goOn();
            assertThat(second.readAnswer().status()).isEqualTo(200);
        }
    }

    private static NodeConfig withProofs(NodeConfig node, int maxPowInFlight) {
        return new NodeConfig(
                node.id(),
                node.host(),
                node.port(),
                node.scheme(),
                node.verify(),
                node.weight(),
                node.maxInFlight(),
                maxPowInFlight,
                node.pow(),
                node.state(),
                "");
    }

    @OnEachTransport
    void whoHasWaitedLongestIsNextOnWhicheverLoop(TransportChoice transport) {
        int count = 12;
        List<Wire> clients = new ArrayList<>();
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 1))) {
            for (int i = 0; i < count; i++) {
                clients.add(rig.client().post(numbered(i)));
                int waiting = i;
                Await.until("it waits", () -> rig.inFlight() == 1 && rig.queued() == waiting);
            }
            node.goOn();
            for (Wire client : clients) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
                client.hangUp();
            }
            rig.awaitQuiet(node);
            for (int i = 0; i < count; i++) {
                assertThat(node.requests().get(i).body()).isEqualTo(numbered(i));
            }
        }
    }

    private static String numbered(int number) {
        return "{\"command\":\"getNodeInfo\",\"n\":" + number + "}";
    }

    @OnEachTransport
    void whoWaitsTooLongIsToldWhenToTryAgain(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).withQueueTimeout(Duration.ofMillis(300));
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire first = rig.client();
                Wire client = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            Wire.Message answer = client.post(NODE_INFO).readAnswer();
            assertOwn(answer, 503);
            assertThat(answer.field("Retry-After")).isPresent();
            assertThat(answer.field("Access-Control-Expose-Headers")).contains("Retry-After");
            Await.until("it waits no more", () -> rig.queued() == 0);
            node.goOn();
            assertThat(first.readAnswer().status()).isEqualTo(200);
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            first.hangUp();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    void withoutAnyNodeNobodyWaits() {
        try (DeadPort dead = new DeadPort();
                Rig rig = Rig.start(Setup.standard(), Setup.node(dead.port(), 0, 1));
                Wire client = rig.client()) {
            Wire.Message answer = client.post(NODE_INFO).readAnswer();
            assertOwn(answer, 503);
            assertThat(answer.field("Retry-After")).isPresent();
            client.hangUp();
            rig.awaitQuiet();
        }
    }

    @OnEachTransport
    void aNewNodeServesThoseWhoWaitAlready(TransportChoice transport) {
        try (Origin busy = Origin.holding("busy");
                Origin fresh = Origin.answering("fresh");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(busy.port(), 1, 1))) {
            List<Wire> waiting = fillAndWait(rig, 5);
            rig.nodes(Setup.node(busy.port(), 1, 1), Setup.node(fresh.port(), 1, 1));
            for (Wire client : waiting) {
                assertThat(client.readAnswer().body()).isEqualTo("fresh");
                client.hangUp();
            }
        }
    }

    /** As with HAProxy: another node, or the same one, may be there before the queue's time is over. */
    @OnEachTransport
    void whoWaitsGoesOnWaitingWhenTheLastNodeGoes(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport);
        try (Origin node = Origin.holding("1");
                Origin next = Origin.answering("2");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the place is taken", () -> rig.inFlight() == 1);
            second.post(NODE_INFO);
            Await.until("the other one waits", () -> rig.queued() == 1);
            rig.nodes();
            node.goOn();
            assertThat(first.readAnswer().body()).isEqualTo("1");
            assertThat(second.isSilentFor(Duration.ofMillis(50))).isTrue();
            assertThat(rig.queued()).isEqualTo(1);
            rig.nodes(Setup.node(next.port(), 1, 1));
            assertThat(second.readAnswer().body()).isEqualTo("2");
        }
    }

    @OnEachTransport
    void aHigherLimitServesThoseWhoWaitAlready(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 1))) {
            List<Wire> waiting = fillAndWait(rig, 5);
            rig.nodes(Setup.node(node.port(), 1, 6));
            Await.until("all are at the node", () -> node.requests().size() == 6);
            node.goOn();
            waiting.forEach(client -> assertThat(client.readAnswer().status()).isEqualTo(200));
            waiting.forEach(Wire::hangUp);
        }
    }

    /** One client at the only place, and so many that wait. */
    private static List<Wire> fillAndWait(Rig rig, int count) {
        rig.client().post(NODE_INFO);
        Await.until("the place is taken", () -> rig.inFlight() == 1);
        List<Wire> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiting.add(rig.client().post(NODE_INFO));
        }
        Await.until("they wait", () -> rig.queued() == count);
        return waiting;
    }

    @OnEachTransport
    void aNodeThatCanNotBeReachedIsPassedOverAtOnce(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                DeadPort dead = new DeadPort();
                Rig rig = Rig.start(
                        Setup.standard().with(transport),
                        Setup.node(dead.port(), 1, 1),
                        Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            }
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(rig.counted(Counter.REDISPATCHES)).isBetween(5L, 10L);
            assertThat(rig.counted(Counter.CONNECT_ERRORS)).isEqualTo(rig.counted(Counter.REDISPATCHES));
            Counters deadOnes = rig.pool(Setup.POOL).servers().get(0).counters();
            assertThat(deadOnes.sum(Counter.REDISPATCHES)).isEqualTo(rig.counted(Counter.REDISPATCHES));
            assertThat(deadOnes.sum(Counter.RETRIES)).isEqualTo(rig.counted(Counter.RETRIES));
        }
    }

    @OnEachTransport
    void noMoreThanThreeFurtherAttemptsAreMade(TransportChoice transport) {
        try (DeadPort a = new DeadPort();
                DeadPort b = new DeadPort();
                DeadPort c = new DeadPort();
                DeadPort d = new DeadPort();
                DeadPort e = new DeadPort();
                Rig rig = Rig.start(
                        Setup.standard().with(transport),
                        Setup.node(a.port(), 1, 1),
                        Setup.node(b.port(), 1, 1),
                        Setup.node(c.port(), 1, 1),
                        Setup.node(d.port(), 1, 1),
                        Setup.node(e.port(), 1, 1));
                Wire client = rig.client()) {
            assertOwn(client.post(NODE_INFO).readAnswer(), 503);
            client.hangUp();
            rig.awaitQuiet();
            assertThat(rig.counted(Counter.CONNECTS)).isEqualTo(4);
            assertThat(rig.counted(Counter.REDISPATCHES)).isEqualTo(3);
        }
    }

    /** Between attempts at the same node there is a pause, no longer than a connection may take. */
    @OnEachTransport
    void theOnlyNodeIsTriedAgainAfterPauses(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).withConnectTimeout(Duration.ofMillis(200));
        try (DeadPort dead = new DeadPort();
                Rig rig = Rig.start(setup, Setup.node(dead.port(), 1, 1));
                Wire client = rig.client()) {
            assertOwn(client.post(NODE_INFO).readAnswer(), 503);
            client.hangUp();
            rig.awaitQuiet();
            assertThat(rig.counted(Counter.CONNECTS)).isEqualTo(4);
            assertThat(rig.counted(Counter.REDISPATCHES)).isZero();
        }
    }

    @OnEachTransport
    void theOnlyNodeServesIfItComesBackInAPause(TransportChoice transport) {
        try (DeadPort dead = new DeadPort();
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(dead.port(), 1, 1));
                Wire client = rig.client()) {
            client.post(NODE_INFO);
            Await.until("the first attempt has failed", () -> rig.counted(Counter.RETRIES) > 0);
            dead.free();
            try (Origin node = Origin.at(dead.port(), (wire, origin) -> origin.answerAll(wire, "1"))) {
                assertThat(client.readAnswer().body()).isEqualTo("1");
                client.hangUp();
                rig.awaitQuiet(node);
            }
        }
    }

    /** The free place at the node that can't be reached must not be granted over and over again. */
    @OnEachTransport
    void whoCanNotReachOneNodeWaitsForTheOther(TransportChoice transport) {
        try (Origin node = Origin.holding("1");
                DeadPort dead = new DeadPort();
                Rig rig = Rig.start(
                        Setup.standard().with(transport),
                        Setup.node(node.port(), 1, 1, PowRole.NONE),
                        Setup.node(dead.port(), 1, 1, PowRole.NONE));
                Wire first = rig.client();
                Wire client = rig.client()) {
            first.post(NODE_INFO);
            Await.until("the place is taken", () -> node.requests().size() == 1);
            client.post(NODE_INFO);
            Await.until("the dead node was tried", () -> rig.counted(Counter.RETRIES) > 0);
            Await.until("the second one waits", () -> rig.queued() == 1);
            node.goOn();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(rig.counted(Counter.RETRIES)).isEqualTo(1);
            first.hangUp();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** What must not be sent twice goes out on a new connection each time, which others may use afterwards. */
    @OnEachTransport
    void noMoreConnectionsAreKeptThanTheNodeTakesRequests(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(Setup.standard().with(transport).withWorkers(1), Setup.node(node.port(), 1, 2));
                Wire client = rig.client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.post(POW).readAnswer().status()).isEqualTo(200);
                assertThat(rig.kept()).isLessThanOrEqualTo(2);
            }
            assertThat(node.connections()).isEqualTo(10);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** Nothing was sent, so that no node has had work: however many they are, they cost nothing but their turn. */
    @OnEachTransport
    void everybodyWhoCanNotReachOneNodeIsServedByTheOther(TransportChoice transport) {
        int count = 30;
        try (Origin node = Origin.holding("1");
                DeadPort dead = new DeadPort();
                Rig rig = Rig.start(
                        Setup.standard().with(transport),
                        Setup.node(node.port(), 1, 1),
                        Setup.node(dead.port(), 1, count))) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(rig.client().post(NODE_INFO));
            }
            Await.until("one is served, all others wait", () -> rig.queued() == count - 1);
            node.goOn();
            for (Wire client : clients) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
                client.hangUp();
            }
            rig.awaitQuiet(node);
        }
    }
}

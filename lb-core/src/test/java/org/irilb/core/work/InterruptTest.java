package org.irilb.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.work.WorkRig.INTERRUPT;
import static org.irilb.core.work.WorkRig.INTERRUPTED;
import static org.irilb.core.work.WorkRig.PATIENT;
import static org.irilb.core.work.WorkRig.work;

import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeafPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whom a client's request to interrupt reaches. */
@Execution(ExecutionMode.CONCURRENT)
final class InterruptTest {

    private static final String OURS = work("ours");
    private static final String THEIRS = work("theirs");
    private static final String NOTHING = "{\"duration\":0}";

    @Test
    void withoutWorkNoNodeIsTouched() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PATIENT, node.member(2));
                Wire other = rig.client(2);
                Wire client = rig.client()) {
            other.post(THEIRS);
            node.awaitRunning(THEIRS);
            Wire.Message answer = client.post(INTERRUPT).readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(NOTHING);
            assertThat(answer.field("Access-Control-Allow-Origin")).contains("*");
            assertThat(answer.field("Content-Type")).contains("application/json");
            assertThat(node.origin().requests()).hasSize(1);
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(THEIRS));
            assertThat(client.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);
        }
    }

    @OnEachTransport
    void theNodeIsAskedThatWorksForTheSourceThoughItHasNoPlaceLeft(TransportChoice transport) {
        try (PowNode one = PowNode.start();
                PowNode two = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, one.member(1), two.member(1));
                Wire other = rig.client(2);
                Wire ours = rig.client();
                Wire interrupting = rig.client()) {
            other.post(THEIRS);
            Await.until(
                    "a node works",
                    () -> one.running().equals(THEIRS) || two.running().equals(THEIRS));
            PowNode their = one.running().equals(THEIRS) ? one : two;
            PowNode our = their == one ? two : one;
            ours.post(OURS);
            our.awaitRunning(OURS);

            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);

            assertThat(ours.readAnswer().body()).isEqualTo(INTERRUPTED);
            assertThat(our.hit()).containsExactly(OURS);
            Wire.Message interrupt = our.origin().requests().get(1);
            assertThat(interrupt.field("Host"))
                    .contains("127.0.0.1:" + our.origin().port());
            assertThat(interrupt.field("X-IOTA-API-Version")).contains("1");
            assertThat(their.interrupts()).isZero();
            their.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(THEIRS));
            other.hangUp();
            ours.hangUp();
            interrupting.hangUp();
            rig.awaitQuiet(one, two);
        }
    }

    /** The address is that of IPv4, in IPv6's notation, so that it is there on every machine. */
    @Test
    void aNodesAddressOfIpv6IsInBracketsInTheHost() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PATIENT, at("::ffff:127.0.0.1", node.member(1)));
                Wire ours = rig.client();
                Wire interrupting = rig.client()) {
            ours.post(OURS);
            node.awaitRunning(OURS);

            assertThat(interrupting.post(INTERRUPT).readAnswer().status()).isEqualTo(200);

            assertThat(node.origin().requests().get(1).field("Host"))
                    .contains("[::ffff:127.0.0.1]:" + node.origin().port());
        }
    }

    private static NodeConfig at(String host, NodeConfig node) {
        return new NodeConfig(
                node.id(),
                host,
                node.port(),
                node.scheme(),
                true,
                node.weight(),
                node.maxInFlight(),
                node.maxPowInFlight(),
                node.pow(),
                node.state(),
                "");
    }

    @OnEachTransport
    void eachNodeIsAskedOnce(TransportChoice transport) {
        try (PowNode one = PowNode.start();
                PowNode two = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, one.member(2), two.member(1));
                Wire a = rig.client();
                Wire b = rig.client();
                Wire c = rig.client();
                Wire interrupting = rig.client()) {
            a.post(work("a"));
            rig.awaitServed(1);
            b.post(work("b"));
            rig.awaitServed(2);
            c.post(work("c"));
            rig.awaitServed(3);
            Await.until(
                    "all is there",
                    () -> one.attached().size() == 2 && two.attached().size() == 1);

            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);

            Await.until(
                    "what ran has ended",
                    () -> one.hit().size() == 1 && two.hit().size() == 1);
            assertThat(one.interrupts()).isEqualTo(1);
            assertThat(two.interrupts()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void whatHasJoinedIsAnsweredLikewiseAndWhatComesLaterIsNewWork(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(1));
                Wire first = rig.client();
                Wire second = rig.client();
                Wire interrupting = rig.client()) {
            first.post(OURS);
            rig.awaitServed(1);
            second.post(OURS);
            rig.awaitServed(2);
            node.awaitRunning(OURS);
            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);
            interrupting.post(OURS);
            assertThat(first.readAnswer().body()).isEqualTo(INTERRUPTED);
            assertThat(second.readAnswer().body()).isEqualTo(INTERRUPTED);
            node.finish();
            assertThat(interrupting.readAnswer().body()).isEqualTo(PowNode.done(OURS));
            assertThat(node.attached()).containsExactly(OURS, OURS);
        }
    }

    @OnEachTransport
    void whatIsInTheQueueEndsThere(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(1));
                Wire other = rig.client(2);
                Wire ours = rig.client();
                Wire joined = rig.client();
                Wire interrupting = rig.client()) {
            other.post(THEIRS);
            node.awaitRunning(THEIRS);
            ours.post(OURS);
            rig.awaitServed(2);
            joined.post(OURS);
            rig.awaitServed(3);
            assertThat(rig.rig().queued()).isEqualTo(1);

            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);

            Wire.Message answer = ours.readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(INTERRUPTED);
            assertThat(answer.field("Access-Control-Allow-Origin")).contains("*");
            assertThat(joined.readAnswer().body()).isEqualTo(INTERRUPTED);
            assertThat(rig.rig().queued()).isZero();
            assertThat(ours.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(THEIRS));
            assertThat(node.attached()).containsExactly(THEIRS);
            assertThat(node.interrupts()).isZero();
        }
    }

    @Test
    void whatIsAboutToBeSentEndsToo() {
        try (DeafPort deaf = new DeafPort();
                WorkRig rig = WorkRig.start(PATIENT, Setup.node(deaf.port(), 1, 1));
                Wire ours = rig.client();
                Wire interrupting = rig.client()) {
            ours.post(OURS);
            Await.until("the place is taken", () -> rig.rig().inFlight() == 1);
            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);
            assertThat(ours.readAnswer().body()).isEqualTo(INTERRUPTED);
            assertThat(rig.rig().inFlight()).isZero();
        }
    }

    /** The node couldn't tell whose work is meant. */
    @OnEachTransport
    void aNodeThatWorksForOthersTooIsAskedWhenTheirsIsDone(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(2));
                Wire other = rig.client(2);
                Wire ours = rig.client();
                Wire interrupting = rig.client()) {
            other.post(THEIRS);
            node.awaitRunning(THEIRS);
            ours.post(OURS);
            Await.until("the node has both", () -> node.attached().size() == 2);

            assertThat(interrupting.post(INTERRUPT).readAnswer().body()).isEqualTo(NOTHING);
            assertThat(node.interrupts()).isZero();
            node.finish();

            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(THEIRS));
            assertThat(ours.readAnswer().body()).isEqualTo(INTERRUPTED);
            assertThat(node.hit()).containsExactly(OURS);
        }
    }

    /** It may reach the node when the work that it was meant for is over. */
    @OnEachTransport
    void theNodeGetsNoOtherWorkBeforeItHasAnswered(TransportChoice transport) {
        try (Origin node = Origin.playing(InterruptTest::answerInterruptsLate);
                WorkRig rig = WorkRig.start(transport, PATIENT, Setup.node(node.port(), 1, 2, PowRole.ALSO));
                Wire ours = rig.client();
                Wire interrupting = rig.client();
                Wire other = rig.client(2);
                Wire reading = rig.client(3)) {
            ours.post(OURS);
            Await.until("the node has it", () -> node.requests().size() == 1);
            interrupting.post(INTERRUPT);
            Await.until("the node is asked", () -> node.requests().size() == 2);
            assertThat(ours.readAnswer().body()).isEqualTo("it was done anyway");
            Await.until("the place is free", () -> rig.rig().inFlight() == 0);

            other.post(THEIRS);
            Await.until("the other one waits", () -> rig.rig().queued() == 1);
            assertThat(reading.post(WorkRig.NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(rig.rig().queued()).isEqualTo(1);
            node.goOn();

            assertThat(other.readAnswer().body()).isEqualTo("it was done anyway");
            assertThat(interrupting.readAnswer().body()).isEqualTo(NOTHING);
        }
    }

    private static void answerInterruptsLate(Wire wire, Origin node) {
        while (true) {
            Wire.Message request = node.next(wire);
            if (request.body().equals(INTERRUPT)) {
                node.awaitGo();
                wire.send(Origin.ok(NOTHING));
            } else if (request.body().equals(OURS)) {
                Await.until("the interrupt is there", () -> node.requests().size() >= 2);
                wire.send(Origin.ok("it was done anyway"));
            } else {
                wire.send(Origin.ok("it was done anyway"));
            }
        }
    }

    @OnEachTransport
    void aNodeThatBreaksOffGetsWorkAgainAndTheClientIsTold(TransportChoice transport) {
        Origin.Script breakingOff = (wire, node) -> {
            Wire.Message request = node.next(wire);
            if (request.body().equals(OURS)) {
                node.awaitGo();
            } else if (request.body().equals(INTERRUPT)) {
                wire.reset();
                return;
            }
            wire.send(Origin.ok("done"));
        };
        try (Origin node = Origin.playing(breakingOff);
                WorkRig rig = WorkRig.start(transport, PATIENT, Setup.node(node.port(), 1, 1));
                Wire ours = rig.client();
                Wire interrupting = rig.client();
                Wire other = rig.client(2)) {
            ours.post(OURS);
            Await.until("the node has it", () -> node.requests().size() == 1);
            other.post(THEIRS);
            Await.until("the other one waits", () -> rig.rig().queued() == 1);
            assertThat(interrupting.post(INTERRUPT).readAnswer().status()).isEqualTo(502);
            node.goOn();
            assertThat(ours.readAnswer().body()).isEqualTo("done");
            assertThat(other.readAnswer().body()).isEqualTo("done");
        }
    }

    @OnEachTransport
    void aClientThatDoesntWaitForItsAnswerHoldsUpNothing(TransportChoice transport) {
        try (Origin node = Origin.playing(InterruptTest::answerInterruptsLate);
                WorkRig rig = WorkRig.start(transport, PATIENT, Setup.node(node.port(), 1, 1));
                Wire ours = rig.client();
                Wire other = rig.client(2)) {
            ours.post(OURS);
            Await.until("the node has it", () -> node.requests().size() == 1);
            Wire interrupting = rig.client().post(INTERRUPT);
            Await.until("the node is asked", () -> node.requests().size() == 2);
            interrupting.reset();
            rig.awaitClients(2);
            assertThat(ours.readAnswer().status()).isEqualTo(200);
            other.post(THEIRS);
            Await.until("the other one waits", () -> rig.rig().queued() == 1);
            node.goOn();
            assertThat(other.readAnswer().body()).isEqualTo("it was done anyway");
            ours.hangUp();
            other.hangUp();
            rig.rig().awaitQuiet(node);
        }
    }

    @Test
    void aNodeThatRefusesIsBelieved() {
        Origin.Script refusing = (wire, node) -> {
            if (node.next(wire).body().equals(INTERRUPT)) {
                wire.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}");
            } else {
                node.awaitGo();
                wire.send(Origin.ok("done"));
            }
        };
        try (Origin node = Origin.playing(refusing);
                WorkRig rig = WorkRig.start(PATIENT, Setup.node(node.port(), 1, 1));
                Wire ours = rig.client();
                Wire interrupting = rig.client()) {
            ours.post(OURS);
            Await.until("the node has it", () -> node.requests().size() == 1);
            Wire.Message answer = interrupting.post(INTERRUPT).readAnswer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"COMMAND interruptAttachingToTangle is not available on this node\",\"duration\":0}");
            node.goOn();
            assertThat(ours.readAnswer().body()).isEqualTo("done");
        }
    }
}

package org.irilb.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.work.WorkRig.PATIENT;
import static org.irilb.core.work.WorkRig.PROMPT;
import static org.irilb.core.work.WorkRig.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.PowStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Work that nobody waits for any more. */
@Execution(ExecutionMode.CONCURRENT)
final class AbandonedWorkTest {

    private static final String WORK = work("abandoned");
    private static final String OTHER = work("other");
    private static final List<Consumer<Wire>> WAYS = List.of(Wire::reset, Wire::hangUp);

    @OnEachTransport
    void isInterruptedSoThatTheNextOneHasTheNode(TransportChoice transport) {
        for (Consumer<Wire> leaves : WAYS) {
            try (PowNode node = PowNode.start();
                    WorkRig rig = WorkRig.start(transport, PROMPT, node.member(1));
                    Wire next = rig.client(2)) {
                Wire client = rig.client().post(WORK);
                node.awaitRunning(WORK);
                next.post(OTHER);
                Await.until("the next one waits", () -> rig.rig().queued() == 1);
                assertThat(rig.rig().status().pow()).isEqualTo(new PowStatus(1, 1, 2, 0, 0, 0));
                leaves.accept(client);
                node.awaitRunning(OTHER);
                node.finish();
                assertThat(next.readAnswer().body()).isEqualTo(PowNode.done(OTHER));
                assertThat(node.hit()).containsExactly(WORK);
                next.hangUp();
                rig.awaitQuiet(node);
                assertThat(rig.rig().status().pow()).isEqualTo(new PowStatus(0, 0, 2, 0, 0, 1));
            }
        }
    }

    /** Whoever has only said that he says no more looks the same, and is told. */
    @OnEachTransport
    void isInterruptedWhenItsClientHasSaidItsLastWord(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PROMPT, node.member(1));
                Wire client = rig.client()) {
            client.post(WORK).endOutput();
            assertThat(client.readAnswer().body()).isEqualTo(WorkRig.INTERRUPTED);
            assertThat(node.attached()).containsExactly(WORK);
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void isInterruptedWhenTheLastOfThoseWhoHaveJoinedHasGone(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PROMPT, node.member(1))) {
            Wire first = rig.client().post(WORK);
            rig.awaitServed(1);
            Wire second = rig.client().post(WORK);
            rig.awaitServed(2);
            node.awaitRunning(WORK);
            first.reset();
            rig.awaitClients(1);
            second.reset();
            node.awaitIdle();
            assertThat(node.hit()).containsExactly(WORK);
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void isLeftAloneForItsGrace(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(1))) {
            Wire client = rig.client().post(WORK);
            node.awaitRunning(WORK);
            client.reset();
            rig.awaitClients(0);
            assertThat(rig.rig().inFlight()).isEqualTo(1);
            node.finish();
            rig.awaitQuiet(node);
            assertThat(node.interrupts()).isZero();
        }
    }

    @Test
    void isLeftAloneIfThatIsConfigured() {
        PowConfig never = new PowConfig(true, false, Duration.ZERO);
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(never, node.member(1));
                Wire next = rig.client(2)) {
            Wire client = rig.client().post(WORK);
            node.awaitRunning(WORK);
            client.reset();
            next.post(OTHER);
            Await.until("the next one waits", () -> rig.rig().queued() == 1);
            assertThat(Await.upTo(Duration.ofMillis(400), () -> node.interrupts() > 0))
                    .isFalse();
            node.finish();
            node.finish();
            assertThat(next.readAnswer().body()).isEqualTo(PowNode.done(OTHER));
        }
    }

    @OnEachTransport
    void isNewWorkWhenItIsAskedForAfterItsGrace(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PROMPT, node.member(1));
                Wire again = rig.client()) {
            Wire client = rig.client().post(WORK);
            node.awaitRunning(WORK);
            client.reset();
            Await.until("it is interrupted", () -> node.hit().size() == 1);
            again.post(WORK);
            Await.until("it has begun again", () -> node.attached().size() == 2);
            node.finish();
            assertThat(again.readAnswer().body()).isEqualTo(PowNode.done(WORK));
        }
    }

    @OnEachTransport
    void isLeftAloneWhileTheNodeWorksForOthers(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PROMPT, node.member(2));
                Wire other = rig.client(2);
                Wire same = rig.client()) {
            other.post(OTHER);
            node.awaitRunning(OTHER);
            Wire client = rig.client().post(WORK);
            Await.until("the node has both", () -> node.attached().size() == 2);
            client.reset();
            rig.awaitClients(2);
            assertThat(Await.upTo(Duration.ofMillis(400), () -> node.interrupts() > 0))
                    .isFalse();
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(OTHER));
            Await.until("it is interrupted", () -> node.hit().equals(List.of(WORK)));
            node.finish();
            assertThat(same.post(work("own")).readAnswer().body()).isEqualTo(PowNode.done(work("own")));
        }
    }

    @Test
    void isLeftAloneWhenItsSourceComesBackWithinTheGrace() {
        PowConfig fiveSeconds = new PowConfig(true, true, Duration.ofSeconds(5));
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(fiveSeconds, node.member(1));
                Wire again = rig.client()) {
            Wire client = rig.client().post(WORK);
            node.awaitRunning(WORK);
            client.reset();
            rig.awaitClients(1);
            again.post(WORK);
            rig.awaitRequests(2);
            assertThat(Await.upTo(Duration.ofMillis(5300), () -> node.interrupts() > 0))
                    .isFalse();
            node.finish();
            assertThat(again.readAnswer().body()).isEqualTo(PowNode.done(WORK));
        }
    }

    @Test
    void isLeftAloneWhenItsSourceComesBackBeforeTheNodeCouldBeAsked() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PROMPT, node.member(2));
                Wire other = rig.client(2);
                Wire again = rig.client()) {
            other.post(OTHER);
            node.awaitRunning(OTHER);
            Wire client = rig.client().post(WORK);
            Await.until("the node has both", () -> node.attached().size() == 2);
            client.reset();
            rig.awaitClients(2);
            assertThat(Await.upTo(Duration.ofMillis(300), () -> node.interrupts() > 0))
                    .isFalse();
            again.post(WORK);
            rig.awaitRequests(3);
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(OTHER));
            node.awaitRunning(WORK);
            assertThat(Await.upTo(Duration.ofMillis(700), () -> node.interrupts() > 0))
                    .isFalse();
            node.finish();
            assertThat(again.readAnswer().body()).isEqualTo(PowNode.done(WORK));
        }
    }

    /** The source has other work there, which it waits for. */
    @Test
    void isLeftAloneWhileItsOwnSourceHasOtherWorkThere() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PROMPT, node.member(2));
                Wire other = rig.client()) {
            other.post(OTHER);
            node.awaitRunning(OTHER);
            Wire client = rig.client().post(WORK);
            Await.until("the node has both", () -> node.attached().size() == 2);
            client.reset();
            rig.awaitClients(1);
            assertThat(Await.upTo(Duration.ofMillis(400), () -> node.interrupts() > 0))
                    .isFalse();
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(OTHER));
            Await.until("it is interrupted", () -> node.hit().equals(List.of(WORK)));
        }
    }

    /** As long as the work itself takes: not once more. */
    @Test
    void isLeftAloneIfTheNodeKnowsNoInterrupt() {
        AtomicInteger interrupts = new AtomicInteger();
        Origin.Script knowingNone = (wire, node) -> {
            if (node.next(wire).body().equals(WorkRig.INTERRUPT)) {
                interrupts.incrementAndGet();
                wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}");
            } else {
                node.awaitGo();
                wire.send(Origin.ok("done"));
            }
        };
        try (Origin node = Origin.playing(knowingNone);
                WorkRig rig = WorkRig.start(PROMPT, Setup.node(node.port(), 1, 1))) {
            Wire client = rig.client().post(WORK);
            Await.until("the node has it", () -> node.requests().size() == 1);
            client.reset();
            Await.until("it is asked to interrupt it", () -> interrupts.get() == 1);
            assertThat(Await.upTo(Duration.ofSeconds(6), () -> interrupts.get() > 1))
                    .isFalse();
            node.goOn();
            rig.rig().awaitQuiet(node);
        }
    }

    /** An interrupt that comes before the work has begun is lost. */
    @Test
    void isInterruptedAgainIfTheNodeGoesOn() {
        AtomicInteger interrupts = new AtomicInteger();
        Origin.Script hardOfHearing = (wire, node) -> {
            if (node.next(wire).body().equals(WorkRig.INTERRUPT)) {
                interrupts.incrementAndGet();
                wire.send(Origin.ok("{\"duration\":0}"));
            } else {
                Await.until("it is told twice", () -> interrupts.get() == 2);
                wire.send(Origin.ok(WorkRig.INTERRUPTED));
            }
        };
        try (Origin node = Origin.playing(hardOfHearing);
                WorkRig rig = WorkRig.start(PROMPT, Setup.node(node.port(), 1, 1))) {
            Wire client = rig.client().post(WORK);
            Await.until("the node has it", () -> node.requests().size() == 1);
            client.reset();
            rig.rig().awaitQuiet(node);
            assertThat(interrupts.get()).isEqualTo(2);
        }
    }
}

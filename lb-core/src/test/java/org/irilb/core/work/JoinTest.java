package org.irilb.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.work.WorkRig.PATIENT;
import static org.irilb.core.work.WorkRig.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.DeafPort;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.core.metrics.PowStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same work asked for again by the same source. */
@Execution(ExecutionMode.CONCURRENT)
final class JoinTest {

    private static final String WORK = work("A");
    private static final String DONE = PowNode.done(WORK);

    @OnEachTransport
    void waitsForTheWorkThatIsUnderWayOnWhicheverLoop(TransportChoice transport) {
        List<Wire> clients = new ArrayList<>();
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(9))) {
            for (int i = 1; i <= 6; i++) {
                clients.add(rig.client().post(WORK));
                rig.awaitServed(i);
            }
            node.awaitRunning(WORK);
            assertThat(rig.rig().inFlight()).isEqualTo(1);
            assertThat(rig.rig().pool(Setup.POW_POOL).current()).isEqualTo(1);
            assertThat(rig.rig().counted(Counter.REQUESTS)).isEqualTo(1);
            assertThat(rig.served()).extracting(ExchangeStatus::pool).containsOnly(Setup.POW_POOL);
            assertThat(rig.rig().status().pow()).isEqualTo(new PowStatus(1, 0, 1, 5, 0, 0));
            node.finish();
            for (Wire client : clients) {
                Wire.Message answer = client.readAnswer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(DONE);
                assertThat(answer.field("Content-Type")).contains("application/json");
                assertThat(client.post(WorkRig.NODE_INFO).readAnswer().status()).isEqualTo(200);
                client.hangUp();
            }
            assertThat(node.attached()).containsExactly(WORK);
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void ofManyAtOnceOneBegins(TransportChoice transport) {
        List<Wire> clients = new ArrayList<>();
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(99))) {
            for (int i = 0; i < 16; i++) {
                clients.add(rig.client());
            }
            for (int round = 1; round <= 20; round++) {
                String work = work("round " + round);
                clients.forEach(client -> client.post(work));
                rig.awaitRequests(16 * round);
                node.finish();
                clients.forEach(client -> assertThat(client.readAnswer().body()).isEqualTo(PowNode.done(work)));
                assertThat(node.attached()).hasSize(round);
            }
            clients.forEach(Wire::hangUp);
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void alsoWhenTheFirstClientHasGone(TransportChoice transport) {
        for (Consumer<Wire> leaves : List.<Consumer<Wire>>of(Wire::reset, Wire::hangUp)) {
            try (PowNode node = PowNode.start();
                    WorkRig rig = WorkRig.start(transport, PATIENT, node.member(9));
                    Wire second = rig.client()) {
                Wire first = rig.client().post(WORK);
                node.awaitRunning(WORK);
                leaves.accept(first);
                second.post(WORK);
                rig.awaitRequests(2);
                node.finish();
                assertThat(second.readAnswer().body()).isEqualTo(DONE);
                second.hangUp();
                assertThat(node.attached()).containsExactly(WORK);
                rig.awaitQuiet(node);
            }
        }
    }

    @Test
    void waitsForNoOtherWork() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PATIENT, node.member(9));
                Wire first = rig.client();
                Wire otherWork = rig.client();
                Wire otherSource = rig.client(2);
                Wire otherMethod = rig.client()) {
            first.post(WORK);
            node.awaitRunning(WORK);
            otherWork.post(work("B"));
            rig.awaitRequests(2);
            otherSource.post(WORK);
            rig.awaitRequests(3);
            otherMethod.send(Wire.request(WORK).replace("POST", "PUT"));
            rig.awaitRequests(4);
            for (int i = 0; i < 4; i++) {
                node.finish();
            }
            assertThat(first.readAnswer().body()).isEqualTo(DONE);
            assertThat(otherWork.readAnswer().body()).isEqualTo(PowNode.done(work("B")));
            assertThat(otherSource.readAnswer().body()).isEqualTo(DONE);
            assertThat(otherMethod.readAnswer().body()).isEqualTo(DONE);
            assertThat(node.attached()).containsExactlyInAnyOrder(WORK, WORK, WORK, work("B"));
        }
    }

    @Test
    void isWorkOfItsOwnIfThatIsConfigured() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PowConfig.OFF, node.member(9));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            second.post(WORK);
            rig.awaitServed(2);
            node.finish();
            node.finish();
            assertThat(first.readAnswer().body()).isEqualTo(DONE);
            assertThat(second.readAnswer().body()).isEqualTo(DONE);
            assertThat(node.attached()).hasSize(2);
        }
    }

    @Test
    void costsItsSourceNothingMore() {
        Rate hardlyAny = new Rate(1, Duration.ofHours(1));
        Setup setup = Setup.standard().with(AbuseConfig.OFF.with(Optional.of(new AbuseConfig.Budget(hardlyAny, 100))));
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(setup, PATIENT, node.member(9));
                Wire first = rig.client();
                Wire second = rig.client();
                Wire other = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            second.post(WORK);
            rig.awaitServed(2);
            assertThat(other.post(work("B")).readAnswer().status()).isEqualTo(429);
            Wire.Message put =
                    other.send(Wire.request(WORK).replace("POST", "PUT")).readAnswer();
            assertThat(put.status()).isEqualTo(429);
            node.finish();
            assertThat(first.readAnswer().body()).isEqualTo(DONE);
            assertThat(second.readAnswer().body()).isEqualTo(DONE);
            assertThat(second.post(WORK).readAnswer().status()).isEqualTo(429);
        }
    }

    /** The first one's client is still there: it has its answer, and asks for the same once more. */
    @Test
    void isBegunAgainWhenItIsOver() {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(PATIENT, node.member(1));
                Wire client = rig.client()) {
            node.finish();
            node.finish();
            assertThat(client.post(WORK).readAnswer().body()).isEqualTo(DONE);
            assertThat(client.post(WORK).readAnswer().body()).isEqualTo(DONE);
            assertThat(node.attached()).hasSize(2);
        }
    }

    @OnEachTransport
    void isBegunAgainWhenTheAnswerIsAlreadyOnItsWay(TransportChoice transport) {
        Origin.Script half = (wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
            node.awaitGo();
            wire.send("56789");
            wire.readToEnd();
        };
        try (Origin node = Origin.failingOnce(half, "second");
                WorkRig rig = WorkRig.start(transport, PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK).readHead();
            assertThat(second.post(WORK).readAnswer().body()).isEqualTo("second");
            node.goOn();
            assertThat(first.readBytes(10)).isEqualTo("0123456789");
        }
    }

    @OnEachTransport
    void failsAsTheFirstOneDoes(TransportChoice transport) {
        Origin.Script breakingOff = (wire, node) -> {
            node.next(wire);
            node.awaitGo();
            wire.reset();
        };
        try (Origin node = Origin.playing(breakingOff);
                WorkRig rig = WorkRig.start(transport, PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            second.post(WORK);
            rig.awaitServed(2);
            node.goOn();
            assertThat(first.readAnswer().status()).isEqualTo(502);
            assertThat(second.readAnswer().status()).isEqualTo(502);
            assertThat(node.requests()).hasSize(1);
            assertThat(second.post(WORK).readAnswer().status()).isEqualTo(502);
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    void failsWithADeclaredErrorWhereTheFirstOneIsCutOff() {
        Origin.Script cuttingOff = (wire, node) -> {
            node.next(wire);
            node.awaitGo();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
            wire.reset();
        };
        try (Origin node = Origin.playing(cuttingOff);
                WorkRig rig = WorkRig.start(PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            second.post(WORK);
            rig.awaitServed(2);
            node.goOn();
            assertThat(first.isReset()).isTrue();
            assertThat(second.readAnswer().status()).isEqualTo(502);
        }
    }

    @Test
    void isToldWhenNoNodeCanBeReached() {
        Setup setup = Setup.standard().withRetries(0);
        try (DeadPort dead = new DeadPort();
                WorkRig rig = WorkRig.start(setup, PATIENT, Setup.node(dead.port(), 1, 1));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            second.post(WORK);
            assertThat(first.readAnswer().status()).isEqualTo(503);
            assertThat(second.readAnswer().status()).isEqualTo(503);
        }
    }

    @Test
    void isToldWhenItHasWaitedForLongerThanAnyRequestMay() {
        Setup setup =
                Setup.standard().withQueueTimeout(Duration.ofMillis(100)).withServerTimeout(Duration.ofMillis(300));
        try (DeafPort deaf = new DeafPort();
                WorkRig rig = WorkRig.start(setup, PATIENT, Setup.node(deaf.port(), 1, 1));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            assertThat(second.post(WORK).readAnswer().status()).isEqualTo(504);
            rig.awaitServed(1);
        }
    }

    @OnEachTransport
    void waitsInTheQueueWithTheFirstOne(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(1));
                Wire other = rig.client(2);
                Wire second = rig.client()) {
            other.post(work("B"));
            node.awaitRunning(work("B"));
            Wire first = rig.client().post(WORK);
            rig.awaitServed(2);
            second.post(WORK);
            rig.awaitServed(3);
            assertThat(rig.rig().queued()).isEqualTo(1);
            first.reset();
            rig.awaitClients(2);
            assertThat(rig.rig().queued()).isEqualTo(1);
            node.finish();
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(work("B")));
            assertThat(second.readAnswer().body()).isEqualTo(DONE);
            other.hangUp();
            second.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void leavesTheQueueWhenAllHaveGone(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, PATIENT, node.member(1));
                Wire other = rig.client(2)) {
            other.post(work("B"));
            node.awaitRunning(work("B"));
            Wire first = rig.client().post(WORK);
            rig.awaitServed(2);
            Wire second = rig.client().post(WORK);
            rig.awaitServed(3);
            first.reset();
            rig.awaitClients(2);
            second.reset();
            rig.awaitClients(1);
            rig.awaitServed(1);
            assertThat(rig.rig().queued()).isZero();
            node.finish();
            assertThat(other.readAnswer().body()).isEqualTo(PowNode.done(work("B")));
            other.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.attached()).containsExactly(work("B"));
        }
    }

    @OnEachTransport
    void leavesTheOthersTheirAnswerWhenItGoes(TransportChoice transport) {
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, WorkRig.PROMPT, node.member(1));
                Wire first = rig.client();
                Wire third = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            Wire second = rig.client().post(WORK);
            rig.awaitServed(2);
            third.post(WORK);
            rig.awaitServed(3);
            second.reset();
            rig.awaitServed(2);
            node.finish();
            assertThat(first.readAnswer().body()).isEqualTo(DONE);
            assertThat(third.readAnswer().body()).isEqualTo(DONE);
            assertThat(node.interrupts()).isZero();
        }
    }

    @Test
    void isAnsweredInTheFormThatItsClientUnderstands() {
        Origin.Script chunks = (wire, node) -> {
            node.next(wire);
            node.awaitGo();
            wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
        };
        try (Origin node = Origin.playing(chunks);
                WorkRig rig = WorkRig.start(PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = rig.client();
                Wire second = rig.client();
                Wire old = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            second.post(WORK);
            old.send(Wire.request(WORK).replace("HTTP/1.1", "HTTP/1.0"));
            rig.awaitServed(3);
            node.goOn();
            assertThat(first.readAnswer().body()).isEqualTo("hello world");
            Wire.Message chunked = second.readAnswer();
            assertThat(chunked.body()).isEqualTo("hello world");
            assertThat(chunked.field("Transfer-Encoding")).contains("chunked");
            Wire.Message plain = old.readAnswer();
            assertThat(plain.body()).isEqualTo("hello world");
            assertThat(plain.field("Transfer-Encoding")).isEmpty();
        }
    }

    @OnEachTransport
    void isNotHeldUpByAFirstClientThatReadsNothing(TransportChoice transport) {
        Setup setup = Setup.standard().with(transport).withMaxBody(16_000_000);
        String large = "x".repeat(16_000_000); // more than the system takes for a client that doesn't read
        try (Origin node = Origin.holding(large);
                WorkRig rig = WorkRig.start(setup, PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = Wire.connectWithSmallBuffer(rig.address());
                Wire second = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            second.post(WORK);
            rig.awaitServed(2);
            node.goOn();
            assertThat(second.readAnswer().body()).isEqualTo(large);
            assertThat(first.readAnswer().body()).isEqualTo(large);
        }
    }

    /** It is kept in memory, unlike the first one's. */
    @Test
    void getsNoAnswerThatIsFarLargerThanARequestMayBe() {
        Setup setup = Setup.standard().withMaxBody(1000);
        String large = "x".repeat(1000 + 64 * 1024 + 1);
        try (Origin node = Origin.holding(large);
                WorkRig rig = WorkRig.start(setup, PATIENT, Setup.node(node.port(), 1, 9));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.post(WORK);
            rig.awaitServed(1);
            second.post(WORK);
            rig.awaitServed(2);
            node.goOn();
            assertThat(first.readAnswer().body()).isEqualTo(large);
            assertThat(second.readAnswer().status()).isEqualTo(502);
        }
    }

    /** As a wallet does that loses patience, here after no time at all. */
    @OnEachTransport
    void mayBeAskedForOverAndOver(TransportChoice transport) {
        PowConfig pow = new PowConfig(true, true, Duration.ofSeconds(5));
        try (PowNode node = PowNode.start();
                WorkRig rig = WorkRig.start(transport, pow, node.member(1));
                Wire last = rig.client()) {
            for (int i = 1; i <= 20; i++) {
                Wire impatient = rig.client().post(WORK);
                rig.awaitRequests(i);
                impatient.reset();
            }
            last.post(WORK);
            rig.awaitRequests(21);
            node.finish();
            assertThat(last.readAnswer().body()).isEqualTo(DONE);
            assertThat(node.attached()).containsExactly(WORK);
            assertThat(node.interrupts()).isZero();
        }
    }
}

package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.assertOwn;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Isolated;

/** What a client may take its time for, and what it may not. */
@Isolated("measures the memory of the whole process")
final class SlowClientsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration DRIP = Duration.ofMillis(20);
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: lb\r\nX-IOTA-API-Version: 1\r\nTransfer-Encoding: chunked\r\n\r\n";

    @OnEachTransport
    void aHeadThatDripsIs408ThoughNoPauseIsLong(TransportChoice transport) {
        assertTooSlow(transport, "", "POST / HTTP/1.1\r\nX-Filler: " + "x".repeat(1000));
    }

    @OnEachTransport
    void aBodyThatDripsIs408ThoughNoPauseIsLong(TransportChoice transport) {
        String request = Wire.request(Requests.large(1000));
        int bodyStart = request.indexOf("\r\n\r\n") + 4;
        assertTooSlow(transport, request.substring(0, bodyStart), request.substring(bodyStart));
    }

    @OnEachTransport
    void aChunkedBodyThatDripsIs408ThoughNoPauseIsLong(TransportChoice transport) {
        assertTooSlow(transport, CHUNKED, "1\r\nx\r\n".repeat(300));
    }

    @OnEachTransport
    void aClientThatNeverSaysAnythingIs408(TransportChoice transport) {
        assertTooSlow(transport, "", "");
    }

    /** The whole first request counts, so that the time of the second begins anew. */
    @OnEachTransport
    void aSecondRequestThatStaysUnfinishedIs408(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        Setup.standard().with(transport).withRequestTimeout(SHORT), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            client.send("POST / HTTP/1.1\r\n");
            assertOwn(client.readAnswer(), 408);
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static void assertTooSlow(TransportChoice transport, String atOnce, String dripping) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        Setup.standard().with(transport).withRequestTimeout(SHORT), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.send(atOnce);
            for (int i = 0; i < dripping.length() && client.isSilentFor(DRIP); i++) {
                client.send(dripping.substring(i, i + 1));
            }
            Wire.Message answer = client.readAnswer();
            assertOwn(answer, 408);
            assertThat(answer.field("Connection")).contains("close");
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).isEmpty();
        }
    }

    @OnEachTransport
    void anIdleConnectionIsClosedSilently(TransportChoice transport) {
        try (Origin node = Origin.answering("1");
                Rig rig = Rig.start(
                        Setup.standard().with(transport).withKeepAlive(SHORT), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().status()).isEqualTo(200);
            assertThat(client.readToEnd()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** More than all the system's buffers take, for each of the clients. */
    private static final int LARGE = 40_000_000;

    private static final int READERS = 4;

    /** Per client: both water marks, a read of the largest size and what a buffer grows by. */
    private static final long HELD_PER_READER = 2_000_000;

    @OnEachTransport
    void largeAnswersStayAtTheNodeUntilTheirClientsReadThem(TransportChoice transport) {
        AtomicLong sent = new AtomicLong();
        try (Origin node = largeAnswers(sent);
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, READERS))) {
            long before = directMemory();
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Wire client = rig.client().post(NODE_INFO);
                assertThat(client.readHead().status()).isEqualTo(200);
                clients.add(client);
            }
            Await.standstill("the nodes can't send any more", sent::get);
            assertThat(sent.get()).isLessThan((long) READERS * LARGE);
            assertThat(directMemory() - before).isLessThan(READERS * HELD_PER_READER);
            for (Wire client : clients) {
                assertThat(client.skip(LARGE)).isEqualTo(LARGE);
                client.hangUp();
            }
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aClientThatTakesNothingOfItsAnswerIsCutOff(TransportChoice transport) {
        AtomicLong sent = new AtomicLong();
        try (Origin node = largeAnswers(sent);
                Rig rig = Rig.start(
                        Setup.standard().with(transport).withClientTimeout(SHORT), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.post(NODE_INFO);
            Await.until("the answer is under way", () -> sent.get() > 0);
            rig.awaitQuiet(node);
            assertThat(client.isReset()).isTrue();
        }
    }

    private static Origin largeAnswers(AtomicLong sent) {
        byte[] piece = new byte[100_000];
        return Origin.playing((wire, node) -> {
            node.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
            for (int i = 0; i < LARGE / piece.length; i++) {
                wire.send(piece);
                sent.addAndGet(piece.length);
            }
            wire.readToEnd();
        });
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}

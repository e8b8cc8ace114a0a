package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a client may take its time for, and what it may not. */
@Execution(ExecutionMode.CONCURRENT)
final class SlowClientsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    /** For what is to be in time at first: a machine may stand still for a while. */
    private static final Duration LONGER = Duration.ofSeconds(2);

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
                        Setup.standard().with(transport).withRequestTimeout(LONGER), Setup.node(node.port(), 1, 1));
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

    @OnEachTransport
    void aClientThatTakesNothingOfItsAnswerIsCutOff(TransportChoice transport) {
        AtomicLong sent = new AtomicLong();
        try (Origin node = LargeAnswersTest.node(sent);
                Rig rig = Rig.start(
                        Setup.standard().with(transport).withClientTimeout(SHORT), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.post(NODE_INFO);
            Await.until("the answer is under way", () -> sent.get() > 0);
            rig.awaitQuiet(node);
            assertThat(client.isReset()).isTrue();
        }
    }
}

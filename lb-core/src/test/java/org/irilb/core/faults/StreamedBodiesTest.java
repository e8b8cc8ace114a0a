package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.assertOwn;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Bodies that are passed on while they arrive, and what goes wrong meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
final class StreamedBodiesTest {

    /** More than the system's buffers take. */
    private static final int LARGE = 12_000_000;

    private static final int BITE = 100_000;
    /** So long that a machine may stand still for a while, and what is in time yet isn't late. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final String CHUNKED = "PUT / HTTP/1.1\r\nHost: lb\r\nTransfer-Encoding: chunked\r\n\r\n";

    @OnEachTransport
    void whoSaysThatNoMoreWillComeIsAnsweredThoughTheNodeTakesItLate(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    Wire.Message head = wire.readHead();
                    int length = Integer.parseInt(head.field("Content-Length").orElseThrow());
                    for (int taken = 0; taken < length; taken += BITE) {
                        wire.skip(BITE);
                        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    }
                    wire.send(Origin.ok(Integer.toString(length)));
                });
                Rig rig = rig(Setup.standard().with(transport), node);
                Wire client = rig.client()) {
            client.send(head(LARGE));
            client.send(new byte[LARGE]).endOutput();
            assertThat(client.readAnswer().body()).isEqualTo(Integer.toString(LARGE));
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aNodeThatTakesNothingIs504ThoughTheClientStillSends(TransportChoice transport) throws Exception {
        Origin.Script script = (wire, node) -> {
            wire.readHead();
            node.awaitGo();
        };
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(Setup.standard().with(transport).withServerTimeout(LIMIT), node);
                Wire client = rig.client()) {
            client.send(head(LARGE));
            Thread sender = new Thread(() -> sendUntilTheEnd(client), "sender");
            sender.start();
            assertOwn(client.readAnswer(), 504);
            node.goOn();
            client.hangUp();
            sender.join();
            rig.awaitQuiet(node);
            assertServed(rig);
        }
    }

    private static void sendUntilTheEnd(Wire client) {
        try {
            client.send(new byte[LARGE]);
        } catch (Wire.WireException e) {
            // the balancer has ended the connection, as it should
        }
    }

    @OnEachTransport
    void aMalformedChunkIs400AndNeverLooksWholeToTheNode(TransportChoice transport) {
        Origin.Script script = (wire, node) -> node.next(wire);
        try (Origin node = Origin.failingOnce(script, "1");
                Rig rig = rig(Setup.standard().with(transport), node);
                Wire client = rig.client()) {
            client.send(CHUNKED + "5\r\n01234\r\n");
            Await.until("the node gets it", () -> node.openConnections() == 1);
            client.send("+5\r\n56789\r\n0\r\n\r\n");
            assertOwn(client.readAnswer(), 400);
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).isEmpty();
            assertServed(rig);
        }
    }

    /** Each pause is short, all together are longer than any timeout. */
    @OnEachTransport
    void aBodyThatMakesProgressMayTakeItsTime(TransportChoice transport) {
        Setup setup = Setup.standard()
                .with(transport)
                .withRequestTimeout(LIMIT)
                .withClientTimeout(LIMIT)
                .withServerTimeout(LIMIT);
        try (Origin node = Origin.answering("1");
                Rig rig = rig(setup, node);
                Wire client = rig.client()) {
            client.send(CHUNKED);
            for (int i = 0; i < 15; i++) {
                client.send("5\r\n01234\r\n");
                assertThat(client.isSilentFor(LIMIT.dividedBy(10))).isTrue();
            }
            assertThat(client.send("0\r\n\r\n").readAnswer().body()).isEqualTo("1");
            assertThat(node.requests().get(0).body()).isEqualTo("01234".repeat(15));
        }
    }

    private static String head(int length) {
        return "PUT / HTTP/1.1\r\nHost: lb\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static Rig rig(Setup setup, Origin node) {
        return Rig.startWithoutCommands(setup.withMaxBody(2 * LARGE), Setup.node(node.port(), 1, 1));
    }

    private static void assertServed(Rig rig) {
        try (Wire client = rig.client()) {
            assertThat(client.send(head(2) + "{}").readAnswer().body()).isEqualTo("1");
        }
    }
}

package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.faults.Requests.NODE_INFO;

import java.time.Duration;
import java.util.function.Consumer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An answer that has begun can't be taken back: its end must not look like one, whatever frames it. */
@Execution(ExecutionMode.CONCURRENT)
final class NodeFaultsInAnswerTest {

    private static final String LENGTH_HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final String CHUNKED_HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String UNFRAMED_HEAD = "HTTP/1.1 200 OK\r\nX-Node: 1\r\n\r\n";

    /** What the node does with its connection when the client has seen the first part. */
    private static final Consumer<Wire> CLOSES = Wire::hangUp;

    private static final Consumer<Wire> RESETS = Wire::reset;
    private static final Consumer<Wire> STALLS = wire -> wire.send("5").readToEnd();
    private static final Duration SHORT = Duration.ofMillis(100);

    @OnEachTransport
    void aCloseBehindTheHeadCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), LENGTH_HEAD, "", CLOSES);
    }

    @OnEachTransport
    void aResetBehindTheHeadCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), LENGTH_HEAD, "", RESETS);
    }

    @OnEachTransport
    void aCloseInsideABodyOfKnownLengthCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), LENGTH_HEAD, "01234", CLOSES);
    }

    @OnEachTransport
    void aResetInsideABodyOfKnownLengthCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), LENGTH_HEAD, "01234", RESETS);
    }

    @OnEachTransport
    void aStallInsideABodyOfKnownLengthCutsTheAnswer(TransportChoice transport) {
        assertStallCuts(setup(transport), LENGTH_HEAD, "01234");
    }

    @OnEachTransport
    void aCloseBehindTheHeadOfAChunkedAnswerCutsIt(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "", CLOSES);
    }

    @OnEachTransport
    void aCloseBetweenChunksCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "5\r\n01234\r\n", CLOSES);
    }

    @OnEachTransport
    void aCloseInsideAChunkCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "7\r\n01234", CLOSES);
    }

    @OnEachTransport
    void aResetInsideAChunkCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "7\r\n01234", RESETS);
    }

    @OnEachTransport
    void aStallInsideAChunkCutsTheAnswer(TransportChoice transport) {
        assertStallCuts(setup(transport), CHUNKED_HEAD, "7\r\n01234");
    }

    @OnEachTransport
    void aCloseInsideTheTrailersCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "5\r\n01234\r\n0\r\nX-Sum: ", CLOSES);
    }

    @OnEachTransport
    void aMalformedChunkSizeCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "5\r\n01234\r\n", wire -> wire.send("+5\r\n56789\r\n0\r\n\r\n"));
    }

    @OnEachTransport
    void aChunkThatIsLongerThanItSaysCutsTheAnswer(TransportChoice transport) {
        assertCut(setup(transport), CHUNKED_HEAD, "5\r\n01234", wire -> wire.send("56\r\n0\r\n\r\n"));
    }

    @OnEachTransport
    void aResetOfAnAnswerWithoutLengthCutsIt(TransportChoice transport) {
        assertCut(setup(transport), UNFRAMED_HEAD, "01234", RESETS);
    }

    @OnEachTransport
    void aStallOfAnAnswerWithoutLengthCutsIt(TransportChoice transport) {
        assertStallCuts(setup(transport), UNFRAMED_HEAD, "01234");
    }

    /** To a client of HTTP/1.0 the end of the connection is the end of the answer, so that only a reset says no. */
    @OnEachTransport
    void aBrokenAnswerToAnOldClientEndsWithAReset(TransportChoice transport) {
        try (Origin node = Origin.failingOnce(script(CHUNKED_HEAD, "5\r\n01234\r\n", CLOSES), "1");
                Rig rig = Rig.start(setup(transport), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            client.send(Requests.old(NODE_INFO));
            assertThat(client.readHead().field("Transfer-Encoding")).isEmpty();
            assertThat(client.readBytes(5)).isEqualTo("01234");
            node.goOn();
            assertThat(client.isReset()).isTrue();
            assertServesTheNextOne(rig, node);
        }
    }

    private static void assertCut(Setup setup, String head, String firstPart, Consumer<Wire> fault) {
        assertCut(setup, head, firstPart, rig -> {}, fault);
    }

    /** The time for the rest is short, not that for the first part. */
    private static void assertStallCuts(Setup setup, String head, String firstPart) {
        assertCut(setup, head, firstPart, rig -> rig.change(setup.withServerTimeout(SHORT)), STALLS);
    }

    private static void assertCut(
            Setup setup, String head, String firstPart, Consumer<Rig> meanwhile, Consumer<Wire> fault) {
        try (Origin node = Origin.failingOnce(script(head, firstPart, fault), "1");
                Rig rig = Rig.start(setup, Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            Wire.Message answer = client.post(NODE_INFO).readHead();
            assertThat(answer.status()).isEqualTo(200);
            if (answer.field("Content-Length").isPresent()) {
                client.readBytes(firstPart.length());
            } else {
                assertThat(answer.field("Transfer-Encoding")).contains("chunked");
                if (!firstPart.isEmpty()) {
                    assertThat(client.readBytes("5\r\n01234\r\n".length())).isEqualTo("5\r\n01234\r\n");
                }
            }
            meanwhile.accept(rig);
            node.goOn();
            assertThat(client.isReset()).isTrue();
            assertThat(client.received()).doesNotContain("\r\n0\r\n");
            assertServesTheNextOne(rig, node);
        }
    }

    private static Setup setup(TransportChoice transport) {
        return Setup.standard().with(transport);
    }

    private static Origin.Script script(String head, String firstPart, Consumer<Wire> fault) {
        return (wire, node) -> {
            node.next(wire);
            wire.send(head + firstPart);
            node.awaitGo();
            fault.accept(wire);
        };
    }

    private static void assertServesTheNextOne(Rig rig, Origin node) {
        Await.until(
                "the broken connections have ended",
                () -> node.openConnections() == 0 && rig.status().currentConnections() == 0);
        rig.change(Setup.standard());
        try (Wire client = rig.client()) {
            assertThat(client.post(NODE_INFO).readAnswer().body()).isEqualTo("1");
        }
        rig.awaitQuiet(node);
    }
}

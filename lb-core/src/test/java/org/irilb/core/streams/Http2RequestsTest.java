package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.ACK;
import static org.irilb.core.kit.Http2Wire.GOAWAY;
import static org.irilb.core.kit.Http2Wire.HEADERS;
import static org.irilb.core.kit.Http2Wire.PING;
import static org.irilb.core.kit.Http2Wire.request;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Drain;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.AccessLog;
import org.irilb.core.metrics.AccessRecord;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Requests over HTTP/2, and what nodes and clients see of them. */
@Execution(ExecutionMode.CONCURRENT)
final class Http2RequestsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    @OnEachTransport
    void aRequestReachesItsNodeAsHttp11AndComesBack(TransportChoice transport) {
        try (Origin node = Origin.answering("{\"ok\":1}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            Http2Wire.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"ok\":1}");
            assertThat(answer.fields()).containsEntry("content-type", "application/json");
            Wire.Message request = node.requests().get(0);
            assertThat(request.lines().get(0)).isEqualTo("POST / HTTP/1.1");
            assertThat(request.field("Host")).contains("lb");
            assertThat(request.field("Content-Length")).contains("" + NODE_INFO.length());
            assertThat(request.field("X-Forwarded-For")).contains("127.0.0.1");
            assertThat(request.field("Via")).contains("2.0 iri-lb");
            assertThat(request.body()).isEqualTo(NODE_INFO);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aHundredRequestsAtATimeAreEachAnswered(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        Wire.Message request = origin.next(wire);
                        origin.done();
                        wire.send(Origin.ok(request.body()));
                    }
                });
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            for (int round = 0; round < 5; round++) {
                int first = 1 + 200 * round;
                for (int stream = first; stream < first + 200; stream += 2) {
                    client.post(stream, json(stream));
                }
                for (int stream = first; stream < first + 200; stream += 2) {
                    assertThat(client.answer(stream).body()).isEqualTo(json(stream));
                }
            }
            assertThat(rig.counted(Counter.RESPONSES_2XX)).isEqualTo(500);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    private static String json(int stream) {
        return "{\"command\":\"getNodeInfo\",\"n\":" + stream + "}";
    }

    private static Origin saying(String answer) {
        return Origin.playing((wire, origin) -> {
            while (true) {
                origin.next(wire);
                origin.done();
                wire.send(answer);
            }
        });
    }

    @OnEachTransport
    void answersInChunksOrUpToTheEndBecomeDataAndTheirTrailersFields(TransportChoice transport) {
        try (Origin chunks = saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                        + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 7\r\n\r\n");
                Rig rig = rig(Setup.standard().with(transport), chunks);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            Http2Wire.Answer answer = client.answer(1);
            assertThat(answer.body()).isEqualTo("abcde");
            assertThat(answer.trailers()).containsExactlyEntriesOf(Map.of("x-sum", "7"));
            assertThat(answer.fields()).doesNotContainKeys("transfer-encoding", "connection", "trailer");
            try (Origin untilEnd = Origin.playing((wire, origin) -> {
                origin.next(wire);
                origin.done();
                wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it");
            })) {
                rig.nodes(Setup.node(untilEnd.port(), 1, 10));
                client.post(3, NODE_INFO);
                assertThat(client.answer(3).body()).isEqualTo("all of it");
                assertThat(client.answer(3).fields()).doesNotContainKeys("transfer-encoding", "connection");
            }
        }
    }

    @OnEachTransport
    void anAnswerThatBreaksOffNeverLooksWholeAndTheOtherStreamsGoOn(TransportChoice transport) {
        try (Origin node = Origin.failingOnce(
                        (wire, origin) -> {
                            origin.next(wire);
                            origin.done();
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                        },
                        "{}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            assertThat(client.awaitReset(1)).isEqualTo(Http2Wire.INTERNAL_ERROR);
            assertThat(client.so(1).isEnded()).isFalse();
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void answersWithoutABodyEndWithTheirFields(TransportChoice transport) {
        String toHead = "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n";
        try (Origin head = Origin.playing((wire, origin) -> {
                    while (true) {
                        String method = origin.next(wire).lines().get(0).split(" ")[0];
                        origin.done();
                        wire.send(
                                switch (method) {
                                    case "HEAD" -> toHead;
                                    case "DELETE" -> "HTTP/1.1 204 No Content\r\n\r\n";
                                    default -> "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n";
                                });
                    }
                });
                Rig rig = rig(Setup.standard().with(transport).withoutRules(), head);
                Http2Wire client = client(rig)) {
            client.headers(1, true, request(":method", "HEAD"));
            client.headers(3, true, request(":method", "DELETE"));
            client.get(5);
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.answer(1).fields()).containsEntry("content-length", "12345");
            assertThat(client.answer(3).status()).isEqualTo(204);
            assertThat(client.answer(5).status()).isEqualTo(304);
            assertThat(client.answer(5).fields()).containsEntry("etag", "\"a\"");
            client.hangUp();
            rig.awaitQuiet(head);
        }
    }

    @OnEachTransport
    void whoWaitsWithABodyIsAskedForItOnce(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.headers(1, false, request(":method", "POST", "expect", "100-continue"));
            client.awaitFrame(HEADERS);
            assertThat(client.so(1).interim()).containsExactly(100);
            client.data(1, true, NODE_INFO);
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.so(1).interim()).containsExactly(100);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void interimAnswersComeBeforeTheFinalOne(TransportChoice transport) {
        try (Origin node = saying("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Origin.ok("{}"));
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.answer(1).interim()).containsExactly(103);
        }
    }

    @OnEachTransport
    void aBodyWithTrailersReachesItsNodeInChunks(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.startWithoutCommands(Setup.standard().with(transport), Setup.node(node.port(), 1, 10));
                Http2Wire client = client(rig)) {
            client.headers(1, false, request(":method", "PUT", "te", "trailers"));
            client.data(1, false, "ab").data(1, false, "cd").headers(1, true, "x-sum", "9");
            assertThat(client.answer(1).status()).isEqualTo(200);
            Wire.Message request = node.requests().get(0);
            assertThat(request.body()).isEqualTo("abcd");
            assertThat(request.raw()).endsWith("0\r\nx-sum: 9\r\n\r\n");
            assertThat(request.field("TE")).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void crumbsBecomeOneCookie(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(Setup.standard().with(transport).withoutRules(), node);
                Http2Wire client = client(rig)) {
            client.headers(1, true, request(":method", "GET", "cookie", "a=1", "x", "y", "cookie", "b=2"));
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(node.requests().get(0).fields("Cookie")).containsExactly("a=1; b=2");
        }
    }

    @OnEachTransport
    void whoIsAnsweredBeforeItsBodyIsThereIsToldToStop(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(Setup.standard().with(transport).withMaxBody(10), node);
                Http2Wire client = client(rig)) {
            client.headers(1, false, request(":method", "POST", "content-length", "1000"));
            assertThat(client.answer(1).status()).isEqualTo(413);
            assertThat(client.awaitReset(1)).isEqualTo(Http2Wire.NO_ERROR);
            client.data(1, false, "late").headers(3, true, request(":method", "OPTIONS"));
            assertThat(client.answer(3).reset()).isEmpty();
            assertThat(rig.heard(Counter.H2_STREAM_ERRORS)).isZero();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aStreamThatIsBrokenOffLeavesItsNodeAndNoOther(TransportChoice transport) {
        try (Origin node = Origin.holding("{}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO).post(3, NODE_INFO);
            Await.until("both are at the node", () -> rig.inFlight() == 2);
            client.reset(1, Http2Wire.CANCEL);
            Await.until("one has left", () -> rig.inFlight() == 1);
            assertThat(rig.counted(Counter.CLIENT_ABORTS)).isEqualTo(1);
            node.goOn();
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void whoWaitsInTheQueueIsServedStreamByStream(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 1));
                Http2Wire client = client(rig)) {
            for (int stream = 1; stream < 41; stream += 2) {
                client.post(stream, NODE_INFO);
            }
            for (int stream = 1; stream < 41; stream += 2) {
                assertThat(client.answer(stream).status()).isEqualTo(200);
            }
            assertThat(node.mostAtATime()).isEqualTo(1);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aConnectionThatIsLostLeavesNothingBehind(TransportChoice transport) {
        try (Origin node = Origin.holding("{}");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 3));
                Http2Wire client = client(rig)) {
            for (int stream = 1; stream < 21; stream += 2) {
                client.post(stream, NODE_INFO);
            }
            client.headers(21, false, request(":method", "POST", "content-length", "9"));
            Await.until("some wait", () -> rig.queued() == 7);
            client.hangUp();
            Await.until("who waits is given up", () -> rig.counted(Counter.CLIENT_ABORTS) >= 7);
            node.goOn();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aStopLetsWhatIsOnItsWayArriveAndEndsBehindIt(TransportChoice transport) throws Exception {
        try (Origin node = Origin.holding("{}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            Await.until("it is at the node", () -> rig.inFlight() == 1);
            CompletableFuture<Integer> left = Drain.begin(rig.balancer(), Duration.ofMinutes(1));
            Http2Wire.Frame first = client.awaitFrame(GOAWAY);
            assertThat(first.number(0)).isEqualTo(Integer.MAX_VALUE);
            assertThat(first.number(4)).isEqualTo(Http2Wire.NO_ERROR);
            client.post(3, NODE_INFO); // before it has heard of it
            Http2Wire.Frame ping = client.awaitFrame(PING);
            client.frame(PING, ACK, 0, ping.payload());
            assertThat(client.awaitFrame(GOAWAY).number(0)).isEqualTo(3);
            client.post(5, NODE_INFO);
            node.goOn();
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.awaitEnd();
            assertThat(client.so(5).isEnded()).isFalse();
            assertThat(left.get()).isZero();
            assertThat(node.requests()).hasSize(2);
        }
    }

    @OnEachTransport
    void whoEndsItsOutputGetsItsAnswers(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(Setup.standard().with(transport), node);
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO).endOutput();
            client.awaitEnd();
            assertThat(client.so(1).status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void theLogSaysWhatWasSpoken(TransportChoice transport) {
        Queue<AccessRecord> records = new ConcurrentLinkedQueue<>();
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.of(
                        LoadBalancer.startLogged(
                                Setup.standard().with(transport).config(), log(records)),
                        Setup.node(node.port(), 1, 10));
                Http2Wire client = client(rig)) {
            client.post(1, NODE_INFO);
            assertThat(client.answer(1).status()).isEqualTo(200);
            Await.until("it is told", () -> !records.isEmpty());
            AccessRecord record = records.element();
            assertThat(record.request().orElseThrow().line()).isEqualTo("POST / HTTP/2.0");
            assertThat(record.status()).isEqualTo(200);
            assertThat(new String(record.request().orElseThrow().body(), StandardCharsets.US_ASCII))
                    .isEqualTo(NODE_INFO);
        }
    }

    /** More than are kept of a head, or of trailers, but no more than one frame. */
    private static final String[] TOO_MANY_FIELDS = Stream.generate(() -> Stream.of("x", "y"))
            .limit(600)
            .flatMap(field -> field)
            .toArray(String[]::new);

    @OnEachTransport
    void aHeadThatIsTooLargeIsAnsweredAsAnyOther(TransportChoice transport) {
        Queue<AccessRecord> records = new ConcurrentLinkedQueue<>();
        try (Origin node = Origin.answering("{}");
                Rig rig = loggedRig(transport, node, records);
                Http2Wire client = client(rig)) {
            String[] head = Stream.concat(Arrays.stream(request(":method", "POST")), Arrays.stream(TOO_MANY_FIELDS))
                    .toArray(String[]::new);
            client.headers(1, false, head);
            Http2Wire.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.fields()).containsEntry("content-type", "application/json");
            assertThat(answer.body()).contains("The header is too large (expected: at most 16384 bytes)");
            client.data(1, false, "x".repeat(100)).headers(1, true, "x-sum", "1");
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(client.so(1).reset()).isEmpty();
            assertThat(records).extracting(AccessRecord::status).startsWith(431);
            assertThat(rig.heard(Counter.REQUEST_ERRORS)).isEqualTo(1);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void trailersThatAreTooLargeAreAnsweredAsAHeadIs(TransportChoice transport) {
        Queue<AccessRecord> records = new ConcurrentLinkedQueue<>();
        try (Origin node = Origin.answering("{}");
                Rig rig = loggedRig(transport, node, records);
                Http2Wire client = client(rig)) {
            client.headers(1, false, request(":method", "POST")).data(1, false, NODE_INFO);
            client.headers(1, true, TOO_MANY_FIELDS);
            client.headers(3, false, request(":method", "POST")).headers(3, true, TOO_MANY_FIELDS);
            for (int stream : new int[] {1, 3}) {
                assertThat(client.answer(stream).status()).isEqualTo(431);
                assertThat(client.answer(stream).body())
                        .contains("The trailer section is too large (expected: at most 16384 bytes)");
            }
            client.post(5, NODE_INFO);
            assertThat(client.answer(5).status()).isEqualTo(200);
            assertThat(client.so(1).reset()).isEmpty();
            assertThat(records).extracting(AccessRecord::status).startsWith(431, 431);
            assertThat(rig.heard(Counter.REQUEST_ERRORS)).isEqualTo(2);
            assertThat(node.requests()).hasSize(1);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void trailersThatAreTooLargeEndARequestThatIsOnItsWay(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.startWithoutCommands(Setup.standard().with(transport), Setup.node(node.port(), 1, 10));
                Http2Wire client = client(rig)) {
            client.headers(1, false, request(":method", "POST")).data(1, false, NODE_INFO);
            Await.until("it is on its way", () -> rig.inFlight() == 1);
            client.headers(1, true, TOO_MANY_FIELDS);
            assertThat(client.awaitReset(1)).isEqualTo(Http2Wire.PROTOCOL_ERROR);
            assertThat(client.so(1).fields()).isEmpty();
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(node.requests()).isEmpty();
        }
    }

    private static Rig loggedRig(TransportChoice transport, Origin node, Queue<AccessRecord> records) {
        return Rig.of(
                LoadBalancer.startLogged(Setup.standard().with(transport).config(), log(records)),
                Setup.node(node.port(), 1, 10));
    }

    private static AccessLog log(Queue<AccessRecord> records) {
        return new AccessLog() {
            @Override
            public void add(AccessRecord record) {
                records.add(record);
            }

            @Override
            public int bodyLimit() {
                return 1000;
            }

            @Override
            public long lost() {
                return 0;
            }
        };
    }

    static Rig rig(Setup setup, Origin node) {
        return Rig.start(setup, Setup.node(node.port(), 1, 200));
    }

    static Http2Wire client(Rig rig) {
        return Http2Wire.connect(rig.balancer().address(Setup.LISTENER));
    }
}

package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.END_HEADERS;
import static org.irilb.core.kit.Http2Wire.END_STREAM;
import static org.irilb.core.kit.Http2Wire.ENHANCE_YOUR_CALM;
import static org.irilb.core.kit.Http2Wire.GOAWAY;
import static org.irilb.core.kit.Http2Wire.HEADERS;
import static org.irilb.core.kit.Http2Wire.PING;
import static org.irilb.core.kit.Http2Wire.PROTOCOL_ERROR;
import static org.irilb.core.kit.Http2Wire.SETTINGS;
import static org.irilb.core.kit.Http2Wire.fields;
import static org.irilb.core.kit.Http2Wire.request;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Http2Flood;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.SourceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that have the balancer do much for little: each loses its connection, and nobody else anything. */
@Execution(ExecutionMode.CONCURRENT)
final class Http2AbuseTest {

    private static final String ATTACKER = "127.0.0.77";

    /** Frames of any flood; the limit is 1000 in 10 s. */
    private static final int FLOOD = 5_000;

    static List<Http2Flood> floods() {
        return Http2Flood.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void floods(Http2Flood flood) {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(1000, 50), node);
                Http2Wire bystander = Http2Wire.connect(rig.balancer().address(Setup.LISTENER))) {
            bystander.post(1, NODE_INFO);
            assertThat(bystander.answer(1).status()).isEqualTo(200);
            try (Http2Wire attacker = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
                flood.send(attacker, FLOOD);
                bystander.post(3, NODE_INFO);
                assertThat(bystander.answer(3).status()).isEqualTo(200);
                Http2Wire.Frame said = attacker.awaitFrame(GOAWAY);
                assertThat(said.number(4)).as(attacker.reasons().toString()).isEqualTo(flood.error());
            }
            Await.until("one connection is left", () -> rig.status().currentConnections() == 1);
            if (flood.error() == ENHANCE_YOUR_CALM) {
                assertSentAwayUnheard(rig);
            }
            bystander.post(5, NODE_INFO);
            assertThat(bystander.answer(5).status()).isEqualTo(200);
            bystander.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** All is read, and answered, before anything is written. */
    @OnEachTransport
    void aFloodThatArrivesInOnePieceEndsTheConnectionToo(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(Setup.standard().with(transport), Setup.node(node.port(), 1, 200));
                Http2Wire attacker = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            for (int i = 0; i < 3000; i++) {
                attacker.put(PING, 0, 0, new byte[8]);
            }
            attacker.flush();
            assertThat(attacker.awaitGoAway()).isEqualTo(ENHANCE_YOUR_CALM);
            attacker.awaitEnd();
        }
    }

    /** The source is banned: whoever comes again from there costs a connection, and nothing of it is read. */
    private static void assertSentAwayUnheard(Rig rig) {
        assertThat(source(rig).banLeft()).isPositive();
        assertThat(source(rig).bans()).isEqualTo(1);
        long heard = rig.heard(Counter.H2_CONNECTIONS);
        try (Http2Wire again = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            assertThat(again.next()).isEmpty();
        } catch (UncheckedIOException e) {
            // closed before it was looked at
        }
        Await.until("it is sent away", () -> rig.heard(Counter.DENIED_CONNECTIONS) == 1);
        assertThat(rig.heard(Counter.H2_CONNECTIONS)).isEqualTo(heard);
    }

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private static Rig rig(AbuseConfig abuse, Origin node) {
        Setup patient = Setup.standard().withKeepAlive(Duration.ofMinutes(1)); // bystanders say nothing for a while
        Setup setup = abuse.isOff() ? patient : patient.with(abuse);
        return Rig.start(setup, Setup.node(node.port(), 1, 200));
    }

    private static AbuseConfig abuse(int requests, int atATime) {
        return new AbuseConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Rate(requests, Duration.ofMinutes(5))),
                Optional.of(atATime),
                List.of(),
                Duration.ofMinutes(5),
                AbuseConfig.Manner.DENY,
                Duration.ofSeconds(10),
                Optional.empty(),
                100);
    }

    @Test
    void eachStreamCountsAsARequestAndTheConnectionOnce() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(1000, 50), node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            for (int stream = 1; stream < 11; stream += 2) {
                client.post(stream, NODE_INFO);
            }
            for (int stream = 1; stream < 11; stream += 2) {
                assertThat(client.answer(stream).status()).isEqualTo(200);
            }
            SourceStatus source = source(rig);
            assertThat(source.connections()).isEqualTo(1);
            assertThat(source.connectionsMade()).isEqualTo(1);
            assertThat(source.requestsMade()).isEqualTo(5);
        }
    }

    private static SourceStatus source(Rig rig) {
        return rig.balancer().sources().stream()
                .filter(source -> source.source().equals(ATTACKER))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSourceOverItsLimitIsToldAndItsConnectionEndsBehindWhatRuns() {
        try (Origin node = Origin.holding("{}");
                Rig rig = rig(abuse(3, 50), node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            client.post(1, NODE_INFO);
            Await.until("the first is at its node", () -> rig.inFlight() == 1);
            int stream = 3;
            while (rig.balancer().sources().stream()
                    .noneMatch(source -> !source.banLeft().isZero())) {
                client.post(stream, NODE_INFO);
                stream += 2;
                client.ping();
            }
            assertThat(client.answer(stream - 2).status()).isEqualTo(429);
            node.goOn();
            assertThat(client.answer(1).status()).isEqualTo(200);
            client.awaitEnd();
            try (Wire again = Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
                assertThat(again.isEnded()).isTrue();
            } catch (Wire.WireException e) {
                // closed before it was looked at
            }
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void aBanEndsTheConnectionWithAGoAway() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(1, 50), node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            client.post(1, NODE_INFO).post(3, NODE_INFO).post(5, NODE_INFO);
            assertThat(client.awaitGoAway()).isEqualTo(ENHANCE_YOUR_CALM);
            client.awaitEnd();
            assertThat(client.so(5).fields().getOrDefault(":status", "none")).isIn("429", "none");
        }
    }

    @Test
    void noMoreStreamsAreOfferedThanASourceMayHave() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(1000, 7), node);
                Http2Wire client = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            client.raw(Http2Wire.PREFACE).frame(SETTINGS, 0, 0);
            Http2Wire.Frame settings = client.awaitFrame(SETTINGS);
            int streams = 0;
            for (int at = 0; at < settings.payload().length; at += 6) {
                streams = settings.payload()[at + 1] == 3 ? settings.number(at + 2) : streams;
            }
            assertThat(streams).isEqualTo(7);
        }
    }

    @Test
    void malformedRequestsCountAndBan() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(10, 50), node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            for (int stream = 1; stream < 41; stream += 2) {
                client.put(HEADERS, END_HEADERS | END_STREAM, stream, fields(":method", "GET"));
            }
            client.flush();
            assertThat(client.awaitGoAway()).isEqualTo(ENHANCE_YOUR_CALM);
            client.awaitEnd();
            assertThat(source(rig).banLeft()).isPositive();
        }
    }

    /** RFC 9113, section 5.4.2: what was on its way when a stream was reset is nobody's fault. */
    @Test
    void whatComesBehindAResetIsNotHeldAgainstTheClient() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(10, 50), node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
            client.headers(1, false, request(":method", "POST", "connection", "close"));
            assertThat(client.awaitReset(1)).isEqualTo(PROTOCOL_ERROR);
            for (int i = 0; i < 300; i++) {
                client.put(DATA, 0, 1, new byte[500]); // more than a connection's first window in all
            }
            client.headers(1, true, "x-sum", "1");
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(rig.heard(Counter.H2_RESETS_SENT)).isEqualTo(1);
            assertThat(rig.heard(Counter.REQUEST_ERRORS)).isEqualTo(1);
            assertThat(source(rig).banLeft()).isZero();
        }
    }

    /** What no flood is, but ends the connection, too, counts as a malformed request: else one need only come again. */
    @Test
    void connectionsThatEndByTheirErrorsBanTheirSource() {
        int allowed = 5;
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(abuse(allowed, 50), node)) {
            for (int i = 0; i <= allowed; i++) {
                assertThat(rig.balancer().sources())
                        .allMatch(source -> source.banLeft().isZero());
                try (Http2Wire attacker = Http2Wire.connect(rig.balancer().address(Setup.LISTENER), ATTACKER)) {
                    attacker.data(1, true, "x");
                    assertThat(attacker.awaitGoAway()).isEqualTo(PROTOCOL_ERROR);
                }
            }
            assertSentAwayUnheard(rig);
        }
    }

    /** A field that is in the table is one byte in a request, and as long as the table when it is read. */
    @Test
    void fieldsThatGrowWhenTheyAreReadAreRefused() {
        try (Origin node = Origin.answering("{}");
                Rig rig = rig(AbuseConfig.OFF, node);
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER))) {
            byte[] learned = fields("x", "y".repeat(3900));
            learned[0] = 0x40; // to be remembered
            client.frame(HEADERS, END_HEADERS | END_STREAM, 1, concat(fields(request(":method", "GET")), learned));
            client.answer(1);
            byte[] bomb = new byte[8000];
            Arrays.fill(bomb, (byte) (0x80 | 62));
            client.frame(HEADERS, END_HEADERS | END_STREAM, 3, concat(fields(request(":method", "GET")), bomb));
            assertThat(client.answer(3).status()).isEqualTo(431);
            client.post(5, NODE_INFO);
            assertThat(client.answer(5).status()).isEqualTo(200);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.INTERNAL_ERROR;
import static org.irilb.core.kit.Http2Wire.NO_ERROR;
import static org.irilb.core.kit.Http2Wire.WINDOW_UPDATE;
import static org.irilb.core.kit.Http2Wire.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.Http2Config;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who takes little, or nothing, on a stream: what is held for it is bounded, and the other streams go on. */
@Execution(ExecutionMode.CONCURRENT)
final class Http2FlowTest {

    /** What getNodeInfo's largest relatives answer. */
    private static final int LARGE = 1_500_000;

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    static Origin large(int length) {
        String answer = Origin.ok("x".repeat(length));
        return Origin.playing((wire, origin) -> {
            while (true) {
                origin.next(wire);
                origin.done();
                wire.send(answer);
            }
        });
    }

    @OnEachTransport
    void aNodeThatTakesNothingKeepsTheClientsWindowClosed(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    wire.readHead();
                    origin.awaitGo();
                    wire.skip(LARGE);
                    wire.send(Origin.ok("{}"));
                });
                Rig rig = Rig.startWithoutCommands(Setup.standard().with(transport), Setup.node(node.port(), 1, 200));
                Http2Wire client = Http2RequestsTest.client(rig)) {
            client.headers(1, false, request(":method", "POST", "content-length", "" + LARGE));
            int window = 64 * 1024;
            int sent = 0;
            boolean released = false;
            while (sent < LARGE) {
                int next = Math.min(Math.min(window, LARGE - sent), 16_384);
                client.frame(DATA, sent + next == LARGE ? 1 : 0, 1, new byte[next]);
                sent += next;
                window -= next;
                while (window == 0 && sent < LARGE) {
                    if (!released && client.isSilentFor(SHORT)) {
                        // what the socket between us takes, and what is received ahead
                        assertThat(sent).isLessThan(LARGE);
                        released = true;
                        node.goOn();
                    }
                    Http2Wire.Frame frame = client.next().orElseThrow();
                    if (frame.type() == WINDOW_UPDATE && frame.stream() == 1) {
                        window += frame.number(0);
                    }
                }
            }
            node.goOn();
            assertThat(client.answer(1).body()).isEqualTo("{}");
            assertThat(rig.counted(Counter.BYTES_IN)).isGreaterThan(LARGE);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aStreamWhoseWindowStaysShutEndsAndTheOthersGoOn(TransportChoice transport) {
        try (Origin node = Origin.answering("{\"a\":1}");
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport).withClientTimeout(SHORT), node);
                Http2Wire client = Http2RequestsTest.client(rig)) {
            client.setting(4, 0);
            client.post(1, NODE_INFO);
            assertThat(client.awaitReset(1)).isEqualTo(INTERNAL_ERROR);
            client.setting(4, 100);
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void aNodeIsReadNoFurtherForAClientThatTakesNothingAndTheStreamEnds(TransportChoice transport) {
        try (Origin node = large(LARGE);
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport).withClientTimeout(SHORT), node);
                Http2Wire client = Http2RequestsTest.client(rig).keepWindows()) {
            client.post(1, NODE_INFO);
            assertThat(client.awaitReset(1)).isEqualTo(INTERNAL_ERROR);
            assertThat(rig.counted(Counter.CLIENT_ABORTS)).isEqualTo(1);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    /** All of them are larger than what may be unfinished: none waits for ever, and each is served. */
    @Test
    void bodiesBeyondWhatMayBeUnfinishedComeOneAfterTheOther() {
        Http2Config limits = limits(100_000);
        int length = 200_000;
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(config(limits), Setup.node(node.port(), 1, 200));
                Http2Wire client = Http2RequestsTest.client(rig)) {
            String json = "{\"command\":\"getNodeInfo\",\"x\":\"" + "y".repeat(length) + "\"}";
            Upload[] uploads = new Upload[8];
            for (int i = 0; i < uploads.length; i++) {
                uploads[i] = new Upload(1 + 2 * i, json);
                client.headers(
                        uploads[i].stream, false, request(":method", "POST", "content-length", "" + json.length()));
            }
            boolean waited = false;
            while (anyLeft(uploads)) {
                boolean sent = false;
                for (Upload upload : uploads) {
                    sent |= upload.send(client);
                }
                if (!sent) {
                    waited = true;
                    Http2Wire.Frame frame = client.next().orElseThrow();
                    if (frame.type() == WINDOW_UPDATE && frame.stream() > 0) {
                        uploads[frame.stream() / 2].window += frame.number(0);
                    }
                }
            }
            for (Upload upload : uploads) {
                assertThat(client.answer(upload.stream).status()).isEqualTo(200);
            }
            assertThat(waited).isTrue();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void theSmallestLimitsAreEnoughForARequest() {
        Rate rate = new Rate(100, Duration.ofSeconds(10));
        int window = Http2Config.SMALLEST_WINDOW;
        Http2Config smallest = new Http2Config(true, 1, Http2Config.SHORTEST_LIST, window, window, 1, rate, rate);
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(config(smallest), Setup.node(node.port(), 1, 200));
                Http2Wire client = Http2RequestsTest.client(rig)) {
            client.headers(1, false, request(":method", "POST"));
            client.data(1, false, NODE_INFO.substring(0, 9)).data(1, true, NODE_INFO.substring(9));
            assertThat(client.answer(1).status()).isEqualTo(200);
            client.headers(3, true, request(":method", "GET", "x", "y".repeat(1024)));
            assertThat(client.answer(3).status()).isEqualTo(431);
            client.post(5, NODE_INFO);
            assertThat(client.answer(5).status()).isEqualTo(200);
        }
    }

    private static boolean anyLeft(Upload[] uploads) {
        for (Upload upload : uploads) {
            if (upload.sent < upload.body.length()) {
                return true;
            }
        }
        return false;
    }

    /** A body that is sent as far as its window goes. */
    private static final class Upload {
        private final int stream;
        private final String body;
        private int window = 64 * 1024;
        private int sent;

        Upload(int stream, String body) {
            this.stream = stream;
            this.body = body;
        }

        boolean send(Http2Wire client) {
            int length = Math.min(Math.min(window, 16_384), body.length() - sent);
            if (length == 0) {
                return false;
            }
            client.data(stream, sent + length == body.length(), body.substring(sent, sent + length));
            sent += length;
            window -= length;
            return true;
        }
    }

    private static Http2Config limits(int unfinished) {
        Http2Config standard = Http2Config.STANDARD;
        return new Http2Config(
                true,
                standard.streams(),
                standard.headerList(),
                standard.streamWindow(),
                standard.connectionWindow(),
                unfinished,
                standard.controlFrames(),
                standard.resets());
    }

    private static BalancerConfig config(Http2Config http2) {
        ListenerConfig listener = new ListenerConfig(
                Setup.LISTENER, "127.0.0.1", 0, false, 100, http2, Optional.empty(), Optional.empty());
        return Setup.standard().config().with(List.of(listener));
    }

    @OnEachTransport
    void anIdleConnectionIsToldToGo(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport).withKeepAlive(SHORT), node);
                Http2Wire client = Http2RequestsTest.client(rig)) {
            client.post(1, NODE_INFO);
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.awaitGoAway()).isEqualTo(NO_ERROR);
            client.awaitEnd();
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @OnEachTransport
    void whoAsksNothingIsToldToGo(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport).withRequestTimeout(SHORT), node);
                Http2Wire client = Http2RequestsTest.client(rig)) {
            assertThat(client.awaitGoAway()).isEqualTo(NO_ERROR);
            client.awaitEnd();
        }
    }

    @OnEachTransport
    void aRequestThatStaysUnfinishedIs408OnItsStreamOnly(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                Rig rig = Http2RequestsTest.rig(Setup.standard().with(transport).withRequestTimeout(SHORT), node);
                Http2Wire client = Http2RequestsTest.client(rig)) {
            client.headers(1, false, request(":method", "POST", "content-length", "5"));
            assertThat(client.answer(1).status()).isEqualTo(408);
            assertThat(client.awaitReset(1)).isEqualTo(NO_ERROR);
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }
}

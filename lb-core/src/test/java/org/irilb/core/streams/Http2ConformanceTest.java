package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.ACK;
import static org.irilb.core.kit.Http2Wire.CANCEL;
import static org.irilb.core.kit.Http2Wire.COMPRESSION_ERROR;
import static org.irilb.core.kit.Http2Wire.CONTINUATION;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.END_HEADERS;
import static org.irilb.core.kit.Http2Wire.END_STREAM;
import static org.irilb.core.kit.Http2Wire.FLOW_CONTROL_ERROR;
import static org.irilb.core.kit.Http2Wire.FRAME_SIZE_ERROR;
import static org.irilb.core.kit.Http2Wire.GOAWAY;
import static org.irilb.core.kit.Http2Wire.HEADERS;
import static org.irilb.core.kit.Http2Wire.PADDED;
import static org.irilb.core.kit.Http2Wire.PING;
import static org.irilb.core.kit.Http2Wire.PREFACE;
import static org.irilb.core.kit.Http2Wire.PRIORITY;
import static org.irilb.core.kit.Http2Wire.PROTOCOL_ERROR;
import static org.irilb.core.kit.Http2Wire.PUSH_PROMISE;
import static org.irilb.core.kit.Http2Wire.REFUSED_STREAM;
import static org.irilb.core.kit.Http2Wire.RST_STREAM;
import static org.irilb.core.kit.Http2Wire.SETTINGS;
import static org.irilb.core.kit.Http2Wire.STREAM_CLOSED;
import static org.irilb.core.kit.Http2Wire.WINDOW_UPDATE;
import static org.irilb.core.kit.Http2Wire.WITH_PRIORITY;
import static org.irilb.core.kit.Http2Wire.fields;
import static org.irilb.core.kit.Http2Wire.request;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9113, sections 3 to 8, case by case; the number before a name is its section. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2ConformanceTest {

    /** What a client is told of its errors, whatever the codec says of them. */
    private static final Set<String> REASONS = Set.of(
            PROTOCOL_ERROR + " A frame isn't allowed here, or is malformed",
            FRAME_SIZE_ERROR + " A frame has a wrong length",
            FLOW_CONTROL_ERROR + " A window is too large, or was exceeded",
            COMPRESSION_ERROR + " Fields can't be decompressed");

    private final Origin node = Origin.answering("{}");
    private Rig rig;

    @BeforeAll
    void start() {
        rig = Rig.startWithoutCommands(Setup.standard(), Setup.node(node.port(), 1, 200));
    }

    @AfterAll
    void end() {
        rig.awaitQuiet(node);
        rig.close();
        node.close();
    }

    /** What a client does, and the errors that it may be told. */
    private record Case(String name, Consumer<Http2Wire> doing, int... errors) {

        @Override
        public String toString() {
            return name;
        }

        boolean allows(int error) {
            return Arrays.stream(errors).anyMatch(allowed -> allowed == error);
        }
    }

    private static Case of(String name, Consumer<Http2Wire> doing, int... errors) {
        return new Case(name, doing, errors);
    }

    private static String[] get(String... more) {
        return with(request(":method", "GET"), more);
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
    }

    private static byte[] setting(int id, int value) {
        return ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
    }

    static Stream<Case> connectionErrors() {
        return Stream.of(
                of(
                        "4.1: an unknown frame within a field block",
                        client -> {
                            client.put(HEADERS, END_STREAM, 1, fields(get()));
                            client.frame(0xfa, 0, 1, new byte[4]);
                        },
                        PROTOCOL_ERROR),
                of(
                        "4.2: a frame larger than SETTINGS_MAX_FRAME_SIZE",
                        client -> client.frame(0xfa, 0, 0, new byte[16_385]),
                        FRAME_SIZE_ERROR),
                of(
                        "4.2: data larger than SETTINGS_MAX_FRAME_SIZE",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(DATA, 0, 1, new byte[16_385]);
                        },
                        FRAME_SIZE_ERROR),
                of(
                        "4.3: fields that can't be decompressed",
                        client ->
                                client.frame(HEADERS, END_HEADERS | END_STREAM, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
                        COMPRESSION_ERROR),
                of(
                        "4.3: an index that isn't in the table",
                        client -> client.frame(HEADERS, END_HEADERS | END_STREAM, 1, 0xfe),
                        COMPRESSION_ERROR),
                of(
                        "4.3: the table's size is changed to more than was allowed",
                        client -> client.frame(HEADERS, END_HEADERS | END_STREAM, 1, 0x3f, 0xe2, 0x7f),
                        COMPRESSION_ERROR),
                of(
                        "4.3: another stream's frame within a field block",
                        client -> {
                            client.put(HEADERS, END_STREAM, 1, fields(get()));
                            client.headers(3, true, get());
                        },
                        PROTOCOL_ERROR),
                of("5.1: data on an idle stream", client -> client.data(1, true, "x"), PROTOCOL_ERROR),
                of("5.1: a reset of an idle stream", client -> client.reset(1, CANCEL), PROTOCOL_ERROR),
                of("5.1: an opened window of an idle stream", client -> client.openWindow(1, 1), PROTOCOL_ERROR),
                of(
                        "5.1: a continuation of an idle stream",
                        client -> client.frame(CONTINUATION, END_HEADERS, 1, fields(get())),
                        PROTOCOL_ERROR),
                of("5.1.1: a stream of the server's numbers", client -> client.get(2), PROTOCOL_ERROR),
                of(
                        "5.1.1: a stream with a smaller number than another one",
                        client -> {
                            client.get(5);
                            client.answer(5);
                            client.get(3);
                        },
                        PROTOCOL_ERROR),
                of(
                        "5.1.1: a reset of a stream that was left out",
                        client -> client.get(5).reset(3, CANCEL),
                        PROTOCOL_ERROR),
                of(
                        "5.3.1: a priority that depends on itself",
                        client -> client.frame(
                                HEADERS,
                                END_HEADERS | END_STREAM | WITH_PRIORITY,
                                1,
                                concat(new byte[] {0, 0, 0, 1, 16}, fields(get()))),
                        PROTOCOL_ERROR),
                of("6.1: data on no stream", client -> client.frame(DATA, 0, 0, new byte[1]), PROTOCOL_ERROR),
                of(
                        "6.1: more padding than there is data",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(DATA, PADDED | END_STREAM, 1, 5, (int) 'x');
                        },
                        PROTOCOL_ERROR,
                        FRAME_SIZE_ERROR),
                of(
                        "6.2: a head on no stream",
                        client -> client.frame(HEADERS, END_HEADERS | END_STREAM, 0, fields(get())),
                        PROTOCOL_ERROR),
                of(
                        "6.2: more padding than there are fields",
                        client -> client.frame(HEADERS, END_HEADERS | END_STREAM | PADDED, 1, 200, 0x82),
                        PROTOCOL_ERROR,
                        FRAME_SIZE_ERROR),
                of("6.3: a priority of no stream", client -> client.frame(PRIORITY, 0, 0, new byte[5]), PROTOCOL_ERROR),
                of("6.4: a reset of no stream", client -> client.reset(0, CANCEL), PROTOCOL_ERROR),
                of(
                        "6.4: a reset of 3 bytes",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(RST_STREAM, 0, 1, new byte[3]);
                        },
                        FRAME_SIZE_ERROR),
                of("6.5: settings on a stream", client -> client.frame(SETTINGS, 0, 1, setting(3, 1)), PROTOCOL_ERROR),
                of(
                        "6.5: acknowledged settings with a payload",
                        client -> client.frame(SETTINGS, ACK, 0, setting(3, 1)),
                        FRAME_SIZE_ERROR),
                of("6.5: settings of 5 bytes", client -> client.frame(SETTINGS, 0, 0, new byte[5]), FRAME_SIZE_ERROR),
                of("6.5.2: ENABLE_PUSH of 2", client -> client.setting(2, 2), PROTOCOL_ERROR),
                of(
                        "6.5.2: INITIAL_WINDOW_SIZE of 2^31",
                        client -> client.setting(4, Integer.MIN_VALUE),
                        FLOW_CONTROL_ERROR),
                of("6.5.2: MAX_FRAME_SIZE of 16383", client -> client.setting(5, 16_383), PROTOCOL_ERROR),
                of("6.5.2: MAX_FRAME_SIZE of 2^24", client -> client.setting(5, 1 << 24), PROTOCOL_ERROR),
                of(
                        "6.6: a push from a client",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(PUSH_PROMISE, END_HEADERS, 1, 0, 0, 0, 2);
                        },
                        PROTOCOL_ERROR),
                of("6.7: a ping on a stream", client -> client.frame(PING, 0, 1, new byte[8]), PROTOCOL_ERROR),
                of("6.7: a ping of 7 bytes", client -> client.frame(PING, 0, 0, new byte[7]), FRAME_SIZE_ERROR),
                of("6.8: a GOAWAY on a stream", client -> client.frame(GOAWAY, 0, 1, new byte[8]), PROTOCOL_ERROR),
                of("6.9: the connection's window opened by nothing", client -> client.openWindow(0, 0), PROTOCOL_ERROR),
                of(
                        "6.9: a window opened by 3 bytes",
                        client -> client.frame(WINDOW_UPDATE, 0, 0, new byte[3]),
                        FRAME_SIZE_ERROR),
                of(
                        "6.9.1: the connection's window beyond 2^31-1",
                        client -> {
                            client.openWindow(0, Integer.MAX_VALUE);
                        },
                        FLOW_CONTROL_ERROR),
                of(
                        "6.9.2: a setting that takes a stream's window beyond 2^31-1",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.openWindow(1, Integer.MAX_VALUE - 65_535);
                            client.setting(4, 65_536);
                        },
                        FLOW_CONTROL_ERROR),
                of(
                        "6.10: a continuation of a whole head",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(CONTINUATION, END_HEADERS, 1, fields("x", "y"));
                        },
                        PROTOCOL_ERROR),
                of(
                        "6.10: a continuation of another stream",
                        client -> {
                            client.put(HEADERS, END_STREAM, 1, fields(get()));
                            client.frame(CONTINUATION, END_HEADERS, 3, fields("x", "y"));
                        },
                        PROTOCOL_ERROR));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void connectionErrors(Case wrong) {
        try (Http2Wire client = client()) {
            wrong.doing.accept(client);
            assertThat(client.awaitGoAway()).matches(wrong::allows, "an error of " + Arrays.toString(wrong.errors));
            assertThat(client.reasons()).allMatch(REASONS::contains, "in " + REASONS);
            client.awaitEnd();
        }
        assertOthersAreServed();
    }

    static Stream<Case> streamErrors() {
        return Stream.of(
                of(
                        "5.1: a second head without an end",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.headers(1, false, "x", "y");
                        },
                        PROTOCOL_ERROR),
                of(
                        "5.1: data behind the end",
                        client -> {
                            client.headers(1, false, request(":method", "POST", "content-length", "1"));
                            client.put(DATA, END_STREAM, 1, new byte[1]);
                            client.data(1, true, "x");
                        },
                        STREAM_CLOSED),
                of(
                        "6.3: a priority of 4 bytes",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.frame(PRIORITY, 0, 1, new byte[4]);
                        },
                        FRAME_SIZE_ERROR),
                of(
                        "6.9: a stream's window opened by nothing",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.openWindow(1, 0);
                        },
                        PROTOCOL_ERROR),
                of(
                        "6.9.1: a stream's window beyond 2^31-1",
                        client -> {
                            client.headers(1, false, request(":method", "POST"));
                            client.openWindow(1, Integer.MAX_VALUE);
                        },
                        FLOW_CONTROL_ERROR),
                head("8.2: an upper-case name", get("X-Up", "1")),
                head("8.2.1: a name with a blank", get("a b", "1")),
                head("8.2.1: a name with a colon", get("a:b", "1")),
                head("8.2.1: an empty name", get("", "1")),
                head("8.2.1: a name with a NUL", get("a\0b", "1")),
                head("8.2.1: a name beyond ASCII", get("a\u00e9", "1")),
                head("8.2.1: a name with a line end", get("a\r\nx", "1")),
                head("8.2.1: a value with CR LF", get("a", "1\r\nhost: evil")),
                head("8.2.1: a value with LF", get("a", "1\nhost: evil")),
                head("8.2.1: a value with CR", get("a", "1\rb")),
                head("8.2.1: a value with NUL", get("a", "1\0b")),
                head("8.2.1: a value that begins with a blank", get("a", " 1")),
                head("8.2.1: a value that ends with a tabulator", get("a", "1\t")),
                head("8.2.1: a cookie with LF", get("cookie", "a=1", "cookie", "b=2\nx: y")),
                head("8.2.2: connection", get("connection", "keep-alive")),
                head("8.2.2: proxy-connection", get("proxy-connection", "keep-alive")),
                head("8.2.2: keep-alive", get("keep-alive", "timeout=1")),
                head("8.2.2: transfer-encoding", get("transfer-encoding", "chunked")),
                head("8.2.2: upgrade", get("upgrade", "websocket")),
                head("8.2.2: te other than trailers", get("te", "gzip")),
                head("8.2.2: te with more than trailers", get("te", "trailers, gzip")),
                head("8.3: an unknown pseudo-field", with(new String[] {":test", "1"}, get())),
                head("8.3: a pseudo-field of answers", with(new String[] {":status", "200"}, get())),
                head(
                        "8.3: a pseudo-field behind others",
                        new String[] {":method", "GET", ":scheme", "http", "x", "y", ":path", "/", ":authority", "lb"}),
                head("8.3.1: no method", ":scheme", "http", ":path", "/", ":authority", "lb"),
                head("8.3.1: no scheme", ":method", "GET", ":path", "/", ":authority", "lb"),
                head("8.3.1: no path", ":method", "GET", ":scheme", "http", ":authority", "lb"),
                head("8.3.1: an empty path", ":method", "GET", ":scheme", "http", ":path", "", ":authority", "lb"),
                head("8.3.1: a path without slash", path("x")),
                head("8.3.1: a path that is a URI", path("http://evil/")),
                head("8.3.1: a path with blank and version", path("/ HTTP/1.1\r\nx: y")),
                head("8.3.1: a path with a blank", path("/a b")),
                head("8.3.1: an asterisk without OPTIONS", path("*")),
                head("8.3.1: two methods", with(new String[] {":method", "GET"}, get())),
                head("8.3.1: two schemes", with(new String[] {":scheme", "http"}, get())),
                head("8.3.1: two paths", with(new String[] {":path", "/"}, get())),
                head("8.3.1: two authorities", with(new String[] {":authority", "lb"}, get())),
                head("8.3.1: a method with a blank", request(":method", "GET / HTTP/1.1\r\nx:")),
                head("8.3.1: an authority and another host", get("host", "evil")),
                head(
                        "8.3.1: an authority with a blank",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/",
                        ":authority",
                        "lb evil"),
                head("8.3.1: another scheme", ":method", "GET", ":scheme", "ftp", ":path", "/", ":authority", "lb"),
                head("8.5: CONNECT with a path", request(":method", "CONNECT")),
                head(
                        "RFC 8441: extended CONNECT, which isn't offered",
                        with(new String[] {":protocol", "websocket"}, request(":method", "CONNECT"))),
                head("8.1.1: a length that is no number", request(":method", "POST", "content-length", "+1")),
                head("8.1.1: two lengths", request(":method", "POST", "content-length", "0", "content-length", "1")),
                head("8.1.1: a length without a body", request(":method", "POST", "content-length", "1")),
                of(
                        "8.1.1: more data than the length",
                        client -> {
                            client.headers(1, false, request(":method", "POST", "content-length", "1"));
                            client.data(1, true, "xy");
                        },
                        PROTOCOL_ERROR),
                of(
                        "8.1.1: less data than the length",
                        client -> {
                            client.headers(1, false, request(":method", "POST", "content-length", "3"));
                            client.data(1, true, "xy");
                        },
                        PROTOCOL_ERROR),
                of(
                        "8.1.1: less data than the length in several frames",
                        client -> {
                            client.headers(1, false, request(":method", "POST", "content-length", "3"));
                            client.data(1, false, "x");
                            client.data(1, true, "y");
                        },
                        PROTOCOL_ERROR),
                trailers("8.1: trailers with a pseudo-field", ":path", "/"),
                trailers("8.2: trailers with an upper-case name", "X", "y"),
                trailers("8.2.1: trailers with a line end", "x", "y\r\n\r\nGET / HTTP/1.1"),
                trailers("8.2.2: trailers with transfer-encoding", "transfer-encoding", "chunked"));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static String[] path(String path) {
        return new String[] {":method", "GET", ":scheme", "http", ":path", path, ":authority", "lb"};
    }

    private static Case head(String name, String... fields) {
        return of(name, client -> client.headers(1, true, fields), PROTOCOL_ERROR);
    }

    private static Case trailers(String name, String... fields) {
        return of(
                name,
                client -> {
                    client.headers(1, false, request(":method", "POST"));
                    client.data(1, false, "x");
                    client.headers(1, true, fields);
                },
                PROTOCOL_ERROR);
    }

    /** A stream that was wrong does no harm to the next; the connection may end instead only where nobody is harmed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void streamErrors(Case wrong) {
        try (Http2Wire client = client()) {
            int before = node.requests().size();
            wrong.doing.accept(client);
            assertThat(client.awaitReset(1)).matches(wrong::allows, "an error of " + Arrays.toString(wrong.errors));
            client.get(3);
            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(node.requests().subList(before, node.requests().size()))
                    .extracting(request -> request.lines().get(0))
                    .allMatch(line -> line.equals("GET / HTTP/1.1") || line.equals("POST / HTTP/1.1"));
        }
    }

    /** RFC 9113, section 5.4.2: what was on its way before the client has seen the reset. */
    @Test
    void section542ABodyBehindAMalformedHeadDoesNoHarmToOtherStreams() {
        try (Http2Wire client = client()) {
            client.headers(1, false, request(":method", "POST", "content-length", "1"));
            client.headers(3, false, request(":method", "POST", "connection", "close"));
            client.data(3, false, "x").data(3, true, "x");
            assertThat(client.awaitReset(3)).isEqualTo(PROTOCOL_ERROR);
            client.data(1, true, "x");
            assertThat(client.answer(1).status()).isEqualTo(200);
        }
    }

    static Stream<Case> whatIsAllowed() {
        return Stream.of(
                of(
                        "4.1: an unknown frame",
                        client -> client.frame(0xfa, 0xff, 0, new byte[9]).get(1)),
                of(
                        "4.1: undefined flags",
                        client -> client.frame(PING, 0xf6, 0, new byte[8]).get(1)),
                of(
                        "5.5: an unknown frame on an idle stream",
                        client -> client.frame(0xfa, 0, 9, new byte[9]).get(11).get(13)),
                of("5.3.2: priorities, which nobody heeds", client -> {
                    client.frame(PRIORITY, 0, 1, 0, 0, 0, 0, 16);
                    client.frame(
                            HEADERS,
                            END_HEADERS | END_STREAM | WITH_PRIORITY,
                            1,
                            concat(new byte[] {0, 0, 0, 0, 16}, fields(get())));
                }),
                of("6.1: padding", client -> {
                    client.headers(1, false, request(":method", "POST", "content-length", "1"));
                    client.frame(DATA, PADDED | END_STREAM, 1, 3, 'x', 0, 0, 0);
                }),
                of(
                        "6.2: a padded head",
                        client -> client.frame(
                                HEADERS,
                                END_HEADERS | END_STREAM | PADDED,
                                1,
                                concat(concat(new byte[] {2}, fields(get())), new byte[2]))),
                of(
                        "6.5.2: an unknown setting",
                        client -> client.setting(0xff, 1).get(1)),
                of(
                        "6.7: an answer to a ping that nobody sent",
                        client -> client.frame(PING, ACK, 0, new byte[8]).get(1)),
                of("6.10: a head in parts", client -> {
                    byte[] all = fields(get("x", "y".repeat(100)));
                    client.put(HEADERS, END_STREAM, 1, Arrays.copyOf(all, 20));
                    client.put(CONTINUATION, 0, 1, Arrays.copyOfRange(all, 20, 60));
                    client.frame(CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(all, 60, all.length));
                }),
                of("8.2.2: te: trailers", client -> client.headers(1, true, get("te", "trailers"))),
                of("8.3.1: a host that agrees", client -> client.headers(1, true, get("host", "LB"))),
                of(
                        "8.3.1: a host instead of an authority",
                        client -> client.headers(
                                1, true, ":method", "GET", ":scheme", "http", ":path", "/", "host", "lb")),
                of(
                        "8.3.1: an asterisk of OPTIONS",
                        client -> client.headers(
                                1, true, ":method", "OPTIONS", ":scheme", "http", ":path", "*", ":authority", "lb")),
                of("8.1: trailers", client -> {
                    client.headers(1, false, request(":method", "POST"));
                    client.data(1, false, "x");
                    client.headers(1, true, "x-sum", "1");
                }),
                of(
                        "8.1: a length of nothing",
                        client -> client.headers(1, true, request(":method", "POST", "content-length", "0"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsAllowed(Case right) {
        try (Http2Wire client = client()) {
            right.doing.accept(client);
            int stream = right.name.startsWith("5.5") ? 13 : 1;
            assertThat(client.answer(stream).status()).isEqualTo(200);
        }
    }

    static Stream<Case> refusedByAnAnswer() {
        return Stream.of(
                refused("no host at all", 400, ":method", "GET", ":scheme", "http", ":path", "/"),
                refused("two hosts", 400, ":method", "GET", ":scheme", "http", ":path", "/", "host", "a", "host", "a"),
                refused(
                        "an authority with userinfo",
                        400,
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/",
                        ":authority",
                        "me@lb"),
                refused(
                        "an authority that isn't valid",
                        400,
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/",
                        ":authority",
                        "l/b"),
                refused("a path with odd bytes", 400, path("/\u00e9")),
                refused("a path with a fragment", 400, path("/#a")),
                refused("CONNECT", 405, ":method", "CONNECT", ":authority", "lb:80"),
                refused("TRACE", 405, request(":method", "TRACE")),
                refused("an unknown expectation", 417, get("expect", "x")),
                refused(
                        "too many fields",
                        431,
                        get(Stream.generate(() -> Stream.of("x", "y"))
                                .limit(120)
                                .flatMap(field -> field)
                                .toArray(String[]::new))),
                refused("too long a list", 431, get("x", "y".repeat(16_300))));
    }

    private static Case refused(String name, int status, String... fields) {
        return of(name, client -> client.headers(1, true, fields), status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedByAnAnswer(Case wrong) {
        try (Http2Wire client = client()) {
            int before = node.requests().size();
            wrong.doing.accept(client);
            Http2Wire.Answer answer = client.answer(1);
            assertThat(answer.reset()).isEmpty();
            assertThat(answer.status()).isEqualTo(wrong.errors[0]);
            assertThat(node.requests()).hasSize(before);
            client.get(3);
            assertThat(client.answer(3).status()).isEqualTo(200);
        }
    }

    @Test
    void section34WhatIsNoPrefaceIsNoHttp2() {
        try (Http2Wire client = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), "127.0.0.1")) {
            client.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\rX");
            client.awaitEnd(); // an answer of HTTP/1.1 is no frame
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("Read timed out");
        }
        assertOthersAreServed();
    }

    @Test
    void section34TheFirstFrameIsSettings() {
        try (Http2Wire client = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), "127.0.0.1")) {
            client.raw(PREFACE).frame(PING, 0, 0, new byte[8]);
            assertThat(client.awaitGoAway()).isEqualTo(PROTOCOL_ERROR);
            client.awaitEnd();
        }
    }

    @Test
    void section34ThePrefaceMayComeInPieces() {
        try (Http2Wire client = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), "127.0.0.1")) {
            for (char c : PREFACE.toCharArray()) {
                client.raw(String.valueOf(c));
            }
            client.frame(SETTINGS, 0, 0).get(1);
            assertThat(client.answer(1).status()).isEqualTo(200);
        }
    }

    @Test
    void section65SettingsAreAcknowledged() {
        try (Http2Wire client = Http2Wire.silent(rig.balancer().address(Setup.LISTENER), "127.0.0.1")) {
            client.raw(PREFACE).frame(SETTINGS, 0, 0);
            assertThat(client.awaitFrame(SETTINGS).has(ACK)).isFalse();
            assertThat(client.awaitFrame(SETTINGS).has(ACK)).isTrue();
        }
    }

    @Test
    void section67PingsAreAnsweredWithWhatTheySay() {
        try (Http2Wire client = client()) {
            client.frame(PING, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
            Http2Wire.Frame answer = client.awaitFrame(PING);
            assertThat(answer.has(ACK)).isTrue();
            assertThat(answer.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void section511AStreamThatWasCannotBeginAgain() {
        try (Http2Wire client = client()) {
            client.get(1);
            client.answer(1);
            client.get(1);
            assertThat(client.awaitReset(1)).isEqualTo(STREAM_CLOSED);
        }
    }

    @Test
    void section512OneStreamTooManyIsRefusedAndTheOthersAreServed() {
        try (Http2Wire client = client()) {
            for (int stream = 1; stream <= 201; stream += 2) {
                client.headers(stream, false, request(":method", "POST", "content-length", "1"));
            }
            assertThat(client.awaitReset(201)).isEqualTo(REFUSED_STREAM);
            client.data(1, true, "x");
            assertThat(client.answer(1).status()).isEqualTo(200);
            client.headers(203, true, get());
            assertThat(client.answer(203).status()).isEqualTo(200);
        }
    }

    @Test
    void section692WindowsFollowTheSettingAlsoBelowZero() {
        try (Http2Wire client = client().keepWindows()) {
            client.setting(4, 1).get(1);
            while (client.so(1).length() < 1) {
                client.next();
            }
            client.setting(4, 0);
            client.openWindow(1, 1);
            client.ping();
            assertThat(client.so(1).isEnded()).isFalse();
            client.setting(4, 100);
            assertThat(client.answer(1).body()).isEqualTo("{}");
        }
    }

    private Http2Wire client() {
        return Http2Wire.connect(rig.balancer().address(Setup.LISTENER));
    }

    private void assertOthersAreServed() {
        try (Http2Wire other = client()) {
            other.get(1);
            assertThat(other.answer(1).status()).isEqualTo(200);
        }
    }
}

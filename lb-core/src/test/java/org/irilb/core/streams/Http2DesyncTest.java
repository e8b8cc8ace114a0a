package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.request;

import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a stream's fields, trailers and body, its node sees one request at most, and none of its making. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2DesyncTest {

    private static final String SMUGGLED = "POST /smuggled HTTP/1.1\r\nhost: lb\r\ncontent-length: 0\r\n\r\n";

    /** What ends a line, a head or a body for some reader. */
    private static final List<String> ENDS = List.of(
            "\r\n\r\n",
            "\n\n",
            "\r\n",
            "\n",
            "\r",
            "\0\r\n\r\n",
            " HTTP/1.1\r\n\r\n",
            " HTTP/1.1\r\nhost: lb\r\n\r\n",
            "0\r\n\r\n",
            "\r\n0\r\n\r\n",
            "\u008d\u008a\u008d\u008a");

    private Origin node;
    private Rig whole;
    private Rig streaming;

    @BeforeAll
    void start() {
        node = Origin.answering("{}");
        whole = Rig.start(Setup.standard().withoutRules(), Setup.node(node.port(), 1, 10));
        streaming = Rig.startWithoutCommands(Setup.standard(), Setup.node(node.port(), 1, 10));
    }

    @AfterAll
    void stop() {
        whole.close();
        streaming.close();
        node.close();
    }

    static Stream<String> ends() {
        return ENDS.stream();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void nothingIsSmuggled(String end) {
        String trick = end + SMUGGLED;
        for (Rig rig : List.of(whole, streaming)) {
            int before = node.requests().size();
            try (Http2Wire client = Http2RequestsTest.client(rig)) {
                int stream = 1;
                for (String[] fields : tricks(trick)) {
                    client.headers(stream, true, fields);
                    client.answer(stream);
                    stream += 2;
                }
                client.headers(stream, false, fields("POST", "/first"));
                client.data(stream, false, trick).data(stream, true, trick);
                client.answer(stream);
                stream += 2;
                String[] counted = fields("POST", "/first", "content-length", "" + trick.length());
                client.headers(stream, false, counted).data(stream, true, trick);
                client.answer(stream);
                stream += 2;
                client.headers(stream, false, counted).data(stream, true, trick + SMUGGLED);
                client.answer(stream);
                stream += 2;
                client.headers(stream, false, fields("POST", "/first")).data(stream, false, "x");
                client.headers(stream, true, "x", trick);
                client.answer(stream);
            }
            List<Wire.Message> arrived =
                    node.requests().subList(before, node.requests().size());
            assertThat(arrived)
                    .extracting(request -> request.lines().get(0))
                    .allMatch(line -> line.equals("POST /first HTTP/1.1"));
            if (rig == streaming) { // the other one reads bodies, and refuses what isn't JSON
                assertThat(arrived).extracting(Wire.Message::body).contains(trick + trick, trick);
            }
        }
    }

    private static List<String[]> tricks(String trick) {
        return List.of(
                fields("GET" + trick, "/first"),
                fields("GET", "/first" + trick),
                fields("GET", "/first", "x", "y" + trick),
                fields("GET", "/first", "x" + trick, "y"),
                fields("GET", "/first", "cookie", "a", "cookie", "b" + trick),
                fields("GET", "/first", "te", "trailers" + trick),
                fields("GET", "/first", "content-length", "0" + trick),
                fields("GET", "/first", "transfer-encoding", "chunked" + trick),
                fields("GET", "/first", "host", "lb" + trick),
                new String[] {":method", "GET", ":scheme", "http" + trick, ":path", "/first", ":authority", "lb"},
                new String[] {":method", "GET", ":scheme", "http", ":path", "/first", ":authority", "lb" + trick},
                new String[] {":method", "CONNECT", ":authority", "lb:1" + trick});
    }

    private static String[] fields(String method, String path, String... more) {
        String[] fields = request(
                Stream.concat(Stream.of(":method", method), Stream.of(more)).toArray(String[]::new));
        fields[5] = path;
        return fields;
    }
}

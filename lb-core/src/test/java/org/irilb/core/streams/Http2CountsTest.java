package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.kit.Http2Wire.CANCEL;
import static org.irilb.core.kit.Http2Wire.DATA;
import static org.irilb.core.kit.Http2Wire.GOAWAY;
import static org.irilb.core.kit.Http2Wire.INTERNAL_ERROR;
import static org.irilb.core.kit.Http2Wire.PROTOCOL_ERROR;
import static org.irilb.core.kit.Http2Wire.request;

import org.irilb.core.kit.Await;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One connection in which everything happens that is counted of HTTP/2. */
@Execution(ExecutionMode.CONCURRENT)
final class Http2CountsTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final int ENABLE_PUSH = 2;

    @Test
    void whatAConnectionBringsIsCounted() {
        try (Origin node = Origin.failingOnce(
                        (wire, origin) -> {
                            origin.next(wire);
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                        },
                        "{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10));
                Http2Wire client = Http2Wire.connect(rig.balancer().address(Setup.LISTENER))) {
            client.post(1, NODE_INFO);
            assertThat(client.awaitReset(1)).as("half an answer").isEqualTo(INTERNAL_ERROR);
            client.post(3, NODE_INFO);
            assertThat(client.answer(3).status()).isEqualTo(200);
            client.headers(5, false, request(":method", "POST", "content-length", "9"));
            client.data(5, false, "123");
            client.reset(5, CANCEL);
            client.headers(7, false, request(":method", "POST", "content-length", "1"));
            client.data(7, true, "12");
            assertThat(client.awaitReset(7)).as("more than was announced").isEqualTo(PROTOCOL_ERROR);
            client.setting(ENABLE_PUSH, 0);
            client.frame(GOAWAY, 0, 0, new byte[8]);
            client.frame(DATA, 0, 0, new byte[1]);
            assertThat(client.awaitGoAway()).as("data of no stream").isEqualTo(PROTOCOL_ERROR);
            client.awaitEnd();

            Await.until("it has ended", () -> rig.heard(Counter.H2_CONNECTIONS_ENDED) == 1);
            assertThat(rig.heard(Counter.H2_CONNECTIONS)).isEqualTo(1);
            assertThat(rig.heard(Counter.H2_STREAMS)).isEqualTo(4);
            assertThat(rig.heard(Counter.H2_STREAMS_ENDED)).isEqualTo(4);
            assertThat(rig.heard(Counter.H2_HEADERS)).isEqualTo(4);
            assertThat(rig.heard(Counter.H2_DATA))
                    .as("without what was too much")
                    .isEqualTo(3);
            assertThat(rig.heard(Counter.H2_SETTINGS))
                    .as("two, and that ours were received")
                    .isEqualTo(3);
            assertThat(rig.heard(Counter.H2_RESETS)).isEqualTo(1);
            assertThat(rig.heard(Counter.H2_RESETS_SENT)).isEqualTo(2);
            assertThat(rig.heard(Counter.H2_STREAM_ERRORS)).isEqualTo(1);
            assertThat(rig.heard(Counter.H2_GOAWAYS)).isEqualTo(1);
            assertThat(rig.heard(Counter.H2_GOAWAYS_SENT)).isEqualTo(1);
            assertThat(rig.heard(Counter.H2_CONNECTION_ERRORS)).isEqualTo(1);
        }
    }
}

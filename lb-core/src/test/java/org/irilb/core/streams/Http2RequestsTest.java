package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Http2Wire;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
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

    static Rig rig(Setup setup, Origin node) {
        return Rig.start(setup, Setup.node(node.port(), 1, 200));
    }

    static Http2Wire client(Rig rig) {
        return Http2Wire.connect(rig.balancer().address(Setup.LISTENER));
    }
}

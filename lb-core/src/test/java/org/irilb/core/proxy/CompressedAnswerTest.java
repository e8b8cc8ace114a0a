package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.CompressionConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.ConfigDraft;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;

final class CompressedAnswerTest {

    private static final String REQUEST = Wire.request("{\"command\":\"getNodeInfo\"}");
    private static final String ACCEPTING = REQUEST.replace("\r\n\r\n", "\r\nAccept-Encoding: gzip, deflate\r\n\r\n");

    private static LoadBalancer start(TransportChoice transport, Origin node) {
        BalancerConfig config = Setup.standard().with(transport).config();
        LoadBalancer balancer = LoadBalancer.start(ConfigDraft.changed(
                config, draft -> draft.compression = new CompressionConfig(List.of("application/json"), 100)));
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 1)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
        return balancer;
    }

    /** Of head and body; the lines that frame chunks aren't counted. */
    private static int length(Wire.Message answer) {
        return answer.raw().indexOf("\r\n\r\n") + 4 + answer.body().length();
    }

    private static String unpacked(String body) {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @OnEachTransport
    void aLargeAnswerIsCompressedForWhoTakesItAndForNobodyElse(TransportChoice transport) {
        String trytes = "{\"trytes\":[\"" + "A9KJXQ".repeat(400_000) + "\"]}";
        try (Origin node = Origin.answering(trytes);
                LoadBalancer balancer = start(transport, node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            long received = 0;
            long compressed = 0;
            for (int i = 0; i < 2; i++) {
                Wire.Message packed = client.send(ACCEPTING).readAnswer();
                assertThat(packed.field("Content-Encoding")).hasValue("gzip");
                assertThat(packed.field("Content-Length")).isEmpty();
                assertThat(unpacked(packed.body())).isEqualTo(trytes);
                Wire.Message plain = client.send(REQUEST).readAnswer();
                assertThat(plain.field("Content-Encoding")).isEmpty();
                assertThat(plain.body()).isEqualTo(trytes);
                received += length(packed) + length(plain);
                compressed += packed.body().length();
            }
            client.hangUp();
            Await.until("it has gone", () -> balancer.status().currentConnections() == 0);
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.COMPRESSED_FROM))
                    .isEqualTo(2L * trytes.length());
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.COMPRESSED_TO))
                    .isEqualTo(compressed);
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.BYTES_OUT))
                    .isEqualTo(received);
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.COMPRESSED_RESPONSES))
                    .isEqualTo(2);
        }
    }

    @OnEachTransport
    void beyondTheLimitAnAnswerGoesOutAsItIs(TransportChoice transport) {
        String trytes = "{\"trytes\":[\"" + "A9KJXQ".repeat(1000) + "\"]}";
        try (Origin node = Origin.answering(trytes);
                LoadBalancer balancer = start(transport, node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            balancer.operator().limitCompression(1);
            assertThat(balancer.status().compressionLimit()).isEqualTo(1);
            assertThat(client.send(ACCEPTING).readAnswer().field("Content-Encoding"))
                    .hasValue("gzip");
            Wire.Message plain = client.send(ACCEPTING).readAnswer();
            assertThat(plain.field("Content-Encoding")).isEmpty();
            assertThat(plain.body()).isEqualTo(trytes);
            balancer.operator().limitCompression(0);
            assertThat(client.send(ACCEPTING).readAnswer().field("Content-Encoding"))
                    .hasValue("gzip");
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.COMPRESSION_BYPASSED))
                    .isEqualTo(trytes.length());
            assertThat(balancer.status().pools().get(0).counters().sum(Counter.COMPRESSED_RESPONSES))
                    .isEqualTo(2);
        }
    }

    @OnEachTransport
    void aSmallOneIsNot(TransportChoice transport) {
        try (Origin node = Origin.answering("{}");
                LoadBalancer balancer = start(transport, node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            Wire.Message answer = client.send(ACCEPTING).readAnswer();
            assertThat(answer.field("Content-Encoding")).isEmpty();
            assertThat(answer.body()).isEqualTo("{}");
        }
    }

    @OnEachTransport
    void oneThatBreaksOffHasNoEnd(TransportChoice transport) {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
                            + "x".repeat(500_000));
                });
                LoadBalancer balancer = start(transport, node);
                Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            client.send(ACCEPTING);
            assertThat(client.readToEnd()).doesNotEndWith("0\r\n\r\n");
        }
    }
}

package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyHeaderTest {

    private static final String REQUEST = Wire.request("{\"command\":\"getNodeInfo\"}");
    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};

    private Origin node;
    private LoadBalancer balancer;

    @BeforeEach
    void start() {
        node = Origin.answering("{}");
        BalancerConfig config = Setup.standard().config();
        balancer =
                LoadBalancer.start(config.with(List.of(new ListenerConfig(Setup.LISTENER, "127.0.0.1", 0, true, 10))));
        balancer.updateNodes(List.of(Setup.node(node.port(), 1, 1)));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
    }

    @AfterEach
    void end() {
        balancer.close();
        node.close();
    }

    private Wire connect() {
        return Wire.connect(balancer.address(Setup.LISTENER));
    }

    private String forwardedFor() {
        return node.requests().get(0).field("X-Forwarded-For").orElseThrow();
    }

    @Test
    void versionOneTellsTheClientsAddress() {
        try (Wire client = connect()) {
            client.send("PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n" + REQUEST);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(forwardedFor()).isEqualTo("192.0.2.7");
            client.send(REQUEST);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(node.requests().get(1).field("X-Forwarded-For")).hasValue("192.0.2.7");
        }
    }

    @Test
    void itMayComeInPieces() {
        try (Wire client = connect()) {
            for (byte b : ("PROXY TCP6 2001:db8::7 ::1 4711 443\r\n").getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {b});
            }
            client.send(REQUEST);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(forwardedFor()).isEqualTo("2001:db8:0:0:0:0:0:7");
        }
    }

    @Test
    void versionTwoTellsTheClientsAddress() {
        try (Wire client = connect()) {
            client.send(
                    header(0x21, 0x11, new byte[] {(byte) 192, 0, 2, 7, (byte) 192, 0, 2, 1, 18, 103, 1, (byte) 187}));
            client.send(REQUEST);
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(forwardedFor()).isEqualTo("192.0.2.7");
        }
    }

    @Test
    void aHealthCheckOfTheBalancerInFrontSpeaksForItself() {
        try (Wire local = connect()) {
            local.send(header(0x20, 0, new byte[] {}));
            local.send(REQUEST);
            assertThat(local.readAnswer().status()).isEqualTo(200);
            assertThat(forwardedFor()).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: lb\r\n\r\n",
                "PROXY TCP4 192.0.2.7.1 192.0.2.1 4711 443\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 4711\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 4711 70000\r\n"
            })
    void aConnectionWithoutAValidHeaderIsClosed(String start) {
        try (Wire client = connect()) {
            client.send(start + REQUEST);
            assertThat(client.readToEnd()).isEmpty();
            assertThat(node.requests()).isEmpty();
            Await.until(
                    "it is counted",
                    () -> balancer.status().listeners().get(0).counters().sum(Counter.REQUEST_ERRORS) == 1);
        }
    }

    private static byte[] header(int versionAndCommand, int family, byte[] addresses) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(versionAndCommand);
        header.write(family);
        header.write(0);
        header.write(addresses.length);
        header.writeBytes(addresses);
        return header.toByteArray();
    }
}

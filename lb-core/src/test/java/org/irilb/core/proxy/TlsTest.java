package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final Issuer ISSUER = Issuer.named("tls");
    private static final X509Bundle LOCALHOST = ISSUER.issue("localhost");

    @TempDir
    private Path dir;

    private Path pem;

    @BeforeEach
    void writeCertificate() {
        pem = Issuer.write(LOCALHOST, dir, "localhost.pem");
    }

    @OnEachTransport
    void aClientIsServedAndItsNodeIsToldHow(TransportChoice transport) throws Exception {
        try (Origin node = Origin.answering("{\"duration\":1}");
                Rig rig = Rig.start(
                        TlsSetup.of(pem).config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 10))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(ISSUER.client()).build();
            InetSocketAddress address = rig.balancer().address(Setup.LISTENER);
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + "/"))
                            .header("X-IOTA-API-Version", "1")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"getNodeInfo\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"duration\":1}");
            assertThat(node.requests().get(0).field("X-Forwarded-Proto")).contains("https");
        }
    }
}

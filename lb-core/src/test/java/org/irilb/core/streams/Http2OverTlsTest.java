package org.irilb.core.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.ApplicationProtocol;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** HTTP/2 as it is agreed on over TLS, with Java's client. */
@Execution(ExecutionMode.CONCURRENT)
final class Http2OverTlsTest {

    private static final Issuer ISSUER = Issuer.named("streams");

    @TempDir
    private Path dir;

    private TlsSetup tls;

    @BeforeEach
    void writeCertificate() {
        tls = TlsSetup.of(Issuer.write(ISSUER.issue("localhost"), dir, "localhost.pem"))
                .responseHeaders(Map.of("X-Frame-Options", "DENY"));
    }

    private static CompletableFuture<HttpResponse<String>> ask(HttpClient client, Rig rig, String json) {
        int port = rig.balancer().address(Setup.LISTENER).getPort();
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                        .header("X-IOTA-API-Version", "1")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(ISSUER.client()).build();
    }

    @OnEachTransport
    void streamsAreRequestsThatCameByHttps(TransportChoice transport) throws Exception {
        try (Origin node = Origin.answering("{\"duration\":1}");
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 50))) {
            HttpClient client = client();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(ask(client, rig, "{\"command\":\"getNodeInfo\"}"));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.get().body()).isEqualTo("{\"duration\":1}");
                assertThat(answer.get().headers().allValues("X-Frame-Options")).containsExactly("DENY");
            }
            HttpResponse<String> refused = ask(client, rig, "{}").get();
            assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(refused.headers().allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(node.requests())
                    .allSatisfy(request ->
                            assertThat(request.fields("X-Forwarded-Proto")).containsExactly("https"));
        }
    }

    @OnEachTransport
    void largeBodiesPassBothWays(TransportChoice transport) throws Exception {
        String large = "x".repeat(1_500_000);
        String json = "{\"command\":\"getNodeInfo\",\"x\":\"" + "y".repeat(900_000) + "\"}";
        try (Origin node = Origin.answering(large);
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 50))) {
            HttpResponse<String> answer = ask(client(), rig, json).get();
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo(large);
            assertThat(node.requests().get(0).body()).isEqualTo(json);
        }
    }

    @OnEachTransport
    void aStopEndsIdleConnections(TransportChoice transport) throws Exception {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(tls.config(Setup.standard().with(transport)), Setup.node(node.port(), 1, 50))) {
            HttpClient client = client();
            assertThat(ask(client, rig, "{\"command\":\"getNodeInfo\"}").get().statusCode())
                    .isEqualTo(200);
            assertThat(rig.balancer().drain(Duration.ofSeconds(20))).isZero();
        }
    }

    @OnEachTransport
    void whoeverIsOfferedHttp11OnlySpeaksThat(TransportChoice transport) throws Exception {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.start(
                        tls.alpn(ApplicationProtocol.HTTP_1_1)
                                .config(Setup.standard().with(transport)),
                        Setup.node(node.port(), 1, 50))) {
            assertThat(ask(client(), rig, "{\"command\":\"getNodeInfo\"}").get().version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }
}

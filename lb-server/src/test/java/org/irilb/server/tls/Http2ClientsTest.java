package org.irilb.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.TlsSetup;
import org.irilb.server.admin.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Programs that speak HTTP/2, on a clear port and over TLS. */
@Execution(ExecutionMode.CONCURRENT)
class Http2ClientsTest {

    private static final Issuer ISSUER = Issuer.named("h2");
    private static final String BODY = "{\"command\":\"getNodeInfo\"}";
    private static final String ANSWER = "{\"duration\":1}";
    private static final String FIELDS = " -H 'X-IOTA-API-Version: 1' -H 'Content-Type: application/json'";

    @TempDir
    private Path dir;

    private Rig secure(Origin node) {
        Path pem = Issuer.write(ISSUER.issue("localhost"), dir, "localhost.pem");
        return Rig.start(TlsSetup.of(pem).config(Setup.standard()), Setup.node(node.port(), 1, 200));
    }

    private static int port(Rig rig) {
        return rig.balancer().address(Setup.LISTENER).getPort();
    }

    @Test
    void curlWithPriorKnowledge() {
        Tool.require("curl");
        try (Origin node = Origin.answering(ANSWER);
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10))) {
            String url = "http://127.0.0.1:" + port(rig) + "/";
            assertThat(Tool.run("curl -s --http2-prior-knowledge -w '\\n%{http_version} %{http_code}\\n' -d '" + BODY
                                    + "'" + FIELDS + " " + url)
                            .lines())
                    .containsExactly(ANSWER, "2 200");
            assertThat(node.requests().get(0).body()).isEqualTo(BODY);
        }
    }

    @Test
    void curlOverTls() {
        Tool.require("curl");
        try (Origin node = Origin.answering(ANSWER);
                Rig rig = secure(node)) {
            String command = "curl -sk -w '\\n%{http_version} %{http_code}\\n' -d '" + BODY + "'" + FIELDS
                    + " https://localhost:" + port(rig) + "/ ";
            assertThat(Tool.run(command + "--http2").lines()).containsExactly(ANSWER, "2 200");
            assertThat(Tool.run(command + "--http1.1").lines()).containsExactly(ANSWER, "1.1 200");
            assertThat(node.requests())
                    .allSatisfy(request ->
                            assertThat(request.field("X-Forwarded-Proto")).contains("https"));
        }
    }

    @Test
    void aLargeAnswerAndALargeRequestThroughCurl() throws Exception {
        Tool.require("curl");
        String large = "x".repeat(2_700_000);
        String body = "{\"command\":\"getNodeInfo\",\"x\":\"" + "y".repeat(900_000) + "\"}";
        Path file = Files.writeString(dir.resolve("body"), body);
        try (Origin node = Origin.answering(large);
                Rig rig = secure(node)) {
            assertThat(Tool.run("curl -sk --http2 --data-binary @" + file + FIELDS + " https://localhost:" + port(rig)
                                    + "/ | wc -c")
                            .lines())
                    .containsExactly("2700000");
            assertThat(node.requests().get(0).body()).isEqualTo(body);
        }
    }

    @Test
    void h2loadWithAHundredStreams() throws Exception {
        Tool.require("h2load");
        Path file = Files.writeString(dir.resolve("body"), BODY);
        try (Origin node = Origin.answering(ANSWER);
                Rig rig = secure(node)) {
            List<String> printed = Tool.run(
                            "h2load -n 2000 -c 2 -m 100 -d " + file + FIELDS + " https://localhost:" + port(rig) + "/")
                    .lines();
            assertThat(printed)
                    .contains(
                            "requests: 2000 total, 2000 started, 2000 done, 2000 succeeded, 0 failed, 0 errored, 0 timeout")
                    .contains("Application protocol: h2");
        }
    }

    @Test
    void javasClientOverTls() {
        try (Origin node = Origin.answering(ANSWER);
                Rig rig = secure(node)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(ISSUER.client()).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port(rig) + "/"))
                    .header("X-IOTA-API-Version", "1")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.get().body()).isEqualTo(ANSWER);
            });
        }
    }
}

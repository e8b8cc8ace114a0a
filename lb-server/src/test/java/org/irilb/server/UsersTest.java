package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Warnings;
import org.irilb.server.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A file of users that changes while the balancer runs; without nodes, who is let in is answered 503. */
@Execution(ExecutionMode.CONCURRENT)
class UsersTest {

    private static final String HASH_OF_SECRET = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    @TempDir
    Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private URI front = URI.create("http://none");

    @Test
    void aFileOfUsersIsReadAgainWhenItChanges() throws Exception {
        int port = FreePort.any();
        Path users = Files.writeString(dir.resolve("users"), "alice:" + HASH_OF_SECRET);
        Files.createDirectory(dir.resolve("services"));
        Path file = Files.writeString(dir.resolve("lb.yml"), """
                listeners: [{ name: front, bind: "127.0.0.1:%d" }]
                rules: { basic-auth: { users: [{ name: root, hash: "%s" }], file: users } }
                admin: { socket: null, web: null }
                workers: 1
                """.formatted(port, HASH_OF_SECRET));
        try (Server server = Server.start(ConfigFile.read(file, Map.of()).settings())) {
            server.announce();
            front = URI.create("http://127.0.0.1:" + port);
            assertThat(status("alice")).isEqualTo(503);
            assertThat(status("bob")).isEqualTo(401);

            Files.writeString(users, "no user\nbob:" + HASH_OF_SECRET);
            Await.until("bob is let in", () -> status("bob") == 503);
            assertThat(status("alice")).isEqualTo(401);

            try (Warnings warnings = new Warnings()) {
                Files.delete(users);
                Await.until(
                        "its absence is noticed",
                        () -> !warnings.about(users + ": no such file").isEmpty());
                assertThat(warnings.about(users.toString())).hasSize(1);
            }
            assertThat(status("bob")).as("what was read before stays").isEqualTo(503);

            Files.writeString(users, "carol:" + HASH_OF_SECRET);
            Await.until("carol is let in", () -> status("carol") == 503);
            assertThat(status("bob")).isEqualTo(401);
            assertThat(status("root")).isEqualTo(503);
        }
    }

    @Test
    void theWebEndpointHasUsersOfItsOwnThatChangeLikewise() throws Exception {
        int port = FreePort.any();
        Path users = Files.writeString(dir.resolve("users"), "alice:" + HASH_OF_SECRET);
        Files.createDirectory(dir.resolve("services"));
        Path file = Files.writeString(dir.resolve("lb.yml"), """
                listeners: [{ name: front, bind: "127.0.0.1:%d" }]
                admin: { socket: null, web: "127.0.0.1:%d", basic-auth: { file: users } }
                workers: 1
                """.formatted(FreePort.any(), port));
        try (Server server = Server.start(ConfigFile.read(file, Map.of()).settings())) {
            server.announce();
            front = URI.create("http://127.0.0.1:" + port + "/metrics");
            assertThat(look("alice")).isEqualTo(200);
            assertThat(look("bob")).isEqualTo(401);

            Files.writeString(users, "bob:" + HASH_OF_SECRET);
            Await.until("bob is let in", () -> look("bob") == 200);
            assertThat(look("alice")).isEqualTo(401);
        }
    }

    private int status(String user) {
        return send(asking(user)
                .header("X-IOTA-API-Version", "1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"getNodeInfo\"}")));
    }

    private int look(String user) {
        return send(asking(user));
    }

    private HttpRequest.Builder asking(String user) {
        String pair = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.US_ASCII));
        return HttpRequest.newBuilder(front).header("Authorization", "Basic " + pair);
    }

    private int send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

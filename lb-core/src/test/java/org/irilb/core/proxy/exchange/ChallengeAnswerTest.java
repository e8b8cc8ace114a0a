package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;

final class ChallengeAnswerTest {

    private static final ChallengeSource SOURCE = token -> CompletableFuture.completedFuture(
            Optional.of("proof").filter(proof -> token.equals("token")).map(proof -> token + "." + proof));

    /** Is asked for nothing. */
    private static final NodeConfig NOBODY = Setup.node(1, 1, 9);

    private static String get(String path) {
        return request("GET", path);
    }

    private static String request(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @OnEachTransport
    void anAuthorityIsToldWhatProvesTheHostBeforeAnyRule(TransportChoice transport) {
        try (Rig rig = Rig.start(Setup.standard().with(transport), NOBODY);
                Wire authority = rig.client()) {
            rig.balancer().answerChallenges(SOURCE);

            Wire.Message known =
                    authority.send(get(ChallengeSource.PATH + "token")).readAnswer();
            Wire.Message unknown =
                    authority.send(get(ChallengeSource.PATH + "other")).readAnswer();

            assertThat(known.status()).isEqualTo(200);
            assertThat(known.body()).isEqualTo("token.proof");
            assertThat(known.field("Content-Type")).contains("text/plain");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(rig.status().listeners().get(0).counters().sum(Counter.INTERCEPTED))
                    .isEqualTo(2);
        }
    }

    @Test
    void aHeadRequestHasNoBody() {
        try (Rig rig = Rig.start(Setup.standard(), NOBODY);
                Wire authority = rig.client()) {
            rig.balancer().answerChallenges(SOURCE);

            Wire.Message head = authority
                    .send(request("HEAD", ChallengeSource.PATH + "token"))
                    .readHead();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Length")).contains("11");
            assertThat(authority
                            .send(get(ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .body())
                    .isEqualTo("token.proof");
        }
    }

    @Test
    void allOtherRequestsAreJudgedAndServedAsEver() {
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.startWithoutCommands(Setup.standard(), Setup.node(node.port(), 1, 9));
                Wire client = rig.client()) {
            assertThat(client.send(get(ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .body())
                    .as("nobody knows challenges")
                    .isEqualTo("{}");

            rig.balancer().answerChallenges(SOURCE);

            for (String path : new String[] {"/.well-known/acme-challenges", "/.well-known/", "/"}) {
                assertThat(client.send(get(path)).readAnswer().body()).as(path).isEqualTo("{}");
            }
            assertThat(client.send(request("DELETE", ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .body())
                    .isEqualTo("{}");
            assertThat(client.send(get(ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .body())
                    .isEqualTo("token.proof");
        }
    }

    @Test
    void whatTakesTimeIsAnsweredLaterAndWhatFollowsWaits() {
        CompletableFuture<Optional<String>> later = new CompletableFuture<>();
        try (Origin node = Origin.answering("{}");
                Rig rig = Rig.startWithoutCommands(Setup.standard(), Setup.node(node.port(), 1, 9));
                Wire client = rig.client()) {
            rig.balancer().answerChallenges(token -> later);

            client.send(get(ChallengeSource.PATH + "token") + get("/"));
            Await.until("it waits", () -> later.getNumberOfDependents() > 0);
            later.complete(Optional.of("late"));

            assertThat(client.readAnswer().body()).isEqualTo("late");
            assertThat(client.readAnswer().body()).isEqualTo("{}");
        }
    }

    @Test
    void whatCannotBeLookedUpIsToldSo() {
        try (Rig rig = Rig.start(Setup.standard().withQueueTimeout(Duration.ofMillis(50)), NOBODY);
                Wire authority = rig.client()) {
            rig.balancer().answerChallenges(token -> CompletableFuture.failedFuture(new IOException("gone")));
            assertThat(authority
                            .send(get(ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .status())
                    .isEqualTo(503);

            rig.balancer().answerChallenges(token -> new CompletableFuture<>());
            assertThat(authority
                            .send(get(ChallengeSource.PATH + "token"))
                            .readAnswer()
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void whoLeavesMeanwhileCostsNothing() {
        CompletableFuture<Optional<String>> later = new CompletableFuture<>();
        try (Rig rig = Rig.start(Setup.standard(), NOBODY)) {
            rig.balancer().answerChallenges(token -> later);
            try (Wire authority = rig.client()) {
                authority.send(get(ChallengeSource.PATH + "token"));
                Await.until("it waits", () -> later.getNumberOfDependents() > 0);
                authority.reset();
            }
            Await.until("it has left", () -> rig.status().currentConnections() == 0);

            later.complete(Optional.of("late"));

            rig.awaitQuiet();
        }
    }
}

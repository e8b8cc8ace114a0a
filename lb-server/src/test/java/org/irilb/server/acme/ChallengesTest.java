package org.irilb.server.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.irilb.core.http.ChallengeSource;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Origin;
import org.irilb.server.config.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChallengesTest {

    @TempDir
    private Path webroot;

    private static Optional<String> found(ChallengeSource source, String token) throws Exception {
        return source.find(token).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void whatIsToldIsKnownUntilItIsForgotten() throws Exception {
        Challenges challenges = new Challenges(List.of());
        challenges.tell("token", "proof");
        assertThat(found(challenges, "token")).contains("proof");
        assertThat(found(challenges, "other")).isEmpty();

        challenges.forget("token");
        assertThat(found(challenges, "token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../secret", "..%2fsecret", "a/b", "a?b", "secret.txt", "a b"})
    void whatIsNoTokenIsLookedForNowhere(String token) throws Exception {
        Challenges challenges = new Challenges(List.of(asked -> {
            throw new AssertionError(asked);
        }));
        assertThat(found(challenges, token)).isEmpty();
    }

    @Test
    void filesOfTheWebrootAreKnown() throws Exception {
        Path directory = Files.createDirectories(webroot.resolve(".well-known/acme-challenge"));
        Files.writeString(directory.resolve("token"), "proof");
        try (WebrootChallenges files = new WebrootChallenges(webroot)) {
            Challenges challenges = new Challenges(List.of(files));
            assertThat(found(challenges, "token")).contains("proof");
            assertThat(found(challenges, "other")).isEmpty();
        }
    }

    @Test
    void theOneThatListensIsAskedAndWhoDoesNotListenKnowsNothing() throws Exception {
        try (Origin certbot = Origin.answering("proof")) {
            StandaloneChallenges standalone = new StandaloneChallenges(new Endpoint("127.0.0.1", certbot.port()));
            assertThat(found(standalone, "token")).contains("proof");
            assertThat(certbot.requests().iterator().next().lines().get(0))
                    .isEqualTo("GET /.well-known/acme-challenge/token HTTP/1.1");
        }
        assertThat(found(new StandaloneChallenges(new Endpoint("127.0.0.1", FreePort.any())), "token"))
                .isEmpty();
    }

    @Test
    void whatTheFirstDoesNotKnowTheNextIsAsked() throws Exception {
        Challenges first = new Challenges(List.of());
        Challenges second = new Challenges(List.of());
        second.tell("token", "proof");
        assertThat(found(new Challenges(List.of(first, second)), "token")).contains("proof");
    }
}

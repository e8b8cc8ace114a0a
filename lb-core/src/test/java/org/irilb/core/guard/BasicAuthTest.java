package org.irilb.core.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.UserConfig;
import org.irilb.core.guard.BasicAuth.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made by crypt(3) of Debian's libxcrypt. */
@Execution(ExecutionMode.CONCURRENT)
class BasicAuthTest {

    private static final String SHA512 =
            "$6$rounds=1000$saltsalt$LAV5VE5Y7w1d73x1mFNspYWUpazfmwv2SoepNXNKJ/otop/Zok96Hr8Q13LEv0DRY/x8v0/crpIjl8NJSAqXV/";
    private static final String SHA512_OF_PAESSWORT =
            "$6$rounds=1000$saltsalt$2owsfFbZGlwxQ6qNAi5cYPm86UhaydaoUACo0w.e9ev5eVTEYmXzEFLRLR5LYi0Z8KMzWhmco5.R9DehGs8CM1";
    private static final String BCRYPT = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";
    private static final String BCRYPT_OF_NOTHING = "$2b$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq";

    private static final BasicAuthConfig USERS = new BasicAuthConfig(
            "our nodes",
            List.of(
                    new UserConfig("sha", SHA512),
                    new UserConfig(
                            "default",
                            "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1"),
                    new UserConfig("bcrypt", BCRYPT),
                    new UserConfig("older", BCRYPT.replace("$2y", "$2a")),
                    new UserConfig("newer", BCRYPT.replace("$2y", "$2b")),
                    new UserConfig("j\u00fcrgen", SHA512_OF_PAESSWORT),
                    new UserConfig("nothing", BCRYPT_OF_NOTHING)));

    private static final NumericAddress SOMEBODY = new NumericAddress(true, 0, 1);

    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private final List<String> tried = new ArrayList<>();
    private long nanos;
    private final BasicAuth auth = new BasicAuth(USERS, handedOver::add, () -> nanos, (hash, password) -> {
        tried.add(new String(password, UTF_8));
        return hash.isOf(password);
    });

    @ParameterizedTest
    @CsvSource({
        "sha:secret, RIGHT",
        "default:secret, RIGHT",
        "bcrypt:secret, RIGHT",
        "older:secret, RIGHT",
        "newer:secret, RIGHT",
        "j\u00fcrgen:p\u00e4sswort:x, RIGHT",
        "nothing:, RIGHT",
        "sha:Secret, WRONG",
        "sha:, WRONG",
        "bcrypt:secre, WRONG",
        "bcrypt:secretx, WRONG",
        "SHA:secret, WRONG",
        "nobody:secret, WRONG",
        ":secret, WRONG",
        "nothing:secret, WRONG"
    })
    void knowsUsersAndTheirPasswords(String pair, Verdict verdict) {
        CompletableFuture<Verdict> check = check(basic(pair));
        assertThat(check).as("it is checked elsewhere").isNotDone();
        work();
        assertThat(check).isCompletedWithValue(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic c2hh", // no colon
                "Bearer c2hhOnNlY3JldA==",
                "c2hhOnNlY3JldA==",
                "Basicc2hhOnNlY3JldA==",
                "Basic c2hhOnNlY3JldA== x",
                "Digest username=\"sha\""
            })
    void whatIsNoBasicAuthenticationIsWrongAtOnce(String value) {
        assertThat(check(value)).isCompletedWithValue(Verdict.WRONG);
        assertThat(handedOver).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic c2hhOnNlY3JldA==", "BASIC  c2hhOnNlY3JldA==", "Basic c2hhOnNlY3JldA"})
    void theSchemeIsReadInAnyCase(String value) {
        CompletableFuture<Verdict> check = check(value);
        work();
        assertThat(check).isCompletedWithValue(Verdict.RIGHT);
    }

    @Test
    void longPasswordsAreNobodysAndCostNothing() {
        assertThat(check(basic("sha:" + "x".repeat(400)))).isCompletedWithValue(Verdict.WRONG);
        assertThat(handedOver).isEmpty();
    }

    @Test
    void unknownUsersCostWhatKnownOnesDo() {
        for (String user : List.of("nobody", "sha", "")) {
            check(basic(user + ":of " + user));
        }
        work();
        assertThat(tried).containsExactly("of nobody", "of sha", "of ");
    }

    @Test
    void whatWasRightIsRememberedForTenMinutes() {
        check(basic("sha:secret"));
        work();
        nanos = Duration.ofMinutes(10).toNanos() - 1;
        assertThat(check(basic("sha:secret"))).isCompletedWithValue(Verdict.RIGHT);
        nanos += 2;
        assertThat(check(basic("sha:secret"))).isNotDone();
    }

    @Test
    void whatWasWrongIsRememberedForTenSeconds() {
        check(basic("sha:wrong"));
        work();
        nanos = Duration.ofSeconds(10).toNanos() - 1;
        assertThat(check(basic("sha:wrong"))).isCompletedWithValue(Verdict.WRONG);
        nanos += 2;
        assertThat(check(basic("sha:wrong"))).isNotDone();
        assertThat(tried).hasSize(1);
    }

    @Test
    void thoseWhoAskTheSameAtATimeShareOneCheck() {
        CompletableFuture<Verdict> first = check(basic("sha:secret"));
        CompletableFuture<Verdict> second = check(basic("sha:secret"));
        CompletableFuture<Verdict> other = check(basic("sha:other"));
        assertThat(handedOver).hasSize(2);
        work();
        assertThat(first).isCompletedWithValue(Verdict.RIGHT);
        assertThat(second).isCompletedWithValue(Verdict.RIGHT);
        assertThat(other).isCompletedWithValue(Verdict.WRONG);
    }

    @Test
    void whatThreadsRejectIsToBeAskedAgain() {
        boolean[] full = {true};
        BasicAuth auth = new BasicAuth(USERS, task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        byte[] value = basic("sha:secret").getBytes(UTF_8);
        assertThat(auth.check(SOMEBODY, value, 0, value.length)).isCompletedWithValue(Verdict.BUSY);
        full[0] = false;
        assertThat(auth.check(SOMEBODY, value, 0, value.length)).isCompletedWithValue(Verdict.RIGHT);
        full[0] = true;
        assertThat(auth.check(SOMEBODY, value, 0, value.length)).isCompletedWithValue(Verdict.RIGHT);
    }

    /** What a check costs makes no difference to what is remembered of it. */
    @Test
    void aFloodOfWrongPasswordsPushesOutNobody() {
        BasicAuth auth = new BasicAuth(
                USERS, handedOver::add, () -> nanos, (hash, password) -> new String(password, UTF_8).equals("secret"));
        check(auth, basic("sha:secret"), SOMEBODY);
        work();
        for (int i = 0; i < 20_000; i++) {
            check(auth, basic("nobody:" + i), new NumericAddress(true, 0, i));
            work();
            if (i % 100 == 0) {
                assertThat(check(auth, basic("sha:secret"), SOMEBODY)).isCompletedWithValue(Verdict.RIGHT);
            }
        }
    }

    @Test
    void aSourceHasAFewGuessesAMinute() {
        NumericAddress guesser = new NumericAddress(true, 0, 7);
        for (int i = 0; i < PasswordTries.ALLOWED; i++) {
            assertThat(check(basic("sha:guess " + i), guesser)).isNotDone();
        }
        assertThat(check(basic("sha:one more"), guesser))
                .as("none has turned out yet")
                .isCompletedWithValue(Verdict.TOO_MANY);
        work();
        assertThat(check(basic("sha:one more"), guesser)).isCompletedWithValue(Verdict.TOO_MANY);
        assertThat(check(basic("sha:one more"))).as("of another source").isNotDone();
        work();

        nanos += PasswordTries.PERIOD.toNanos() + 1;
        assertThat(check(basic("sha:later"), guesser)).isNotDone();
    }

    @Test
    void whatIsRightCountsForNoGuess() {
        check(basic("sha:secret"));
        work();
        for (int i = 0; i < 3 * PasswordTries.ALLOWED; i++) {
            nanos +=
                    Duration.ofMinutes(11).toNanos() / PasswordTries.ALLOWED; // forgotten in between, and checked again
            check(basic((i % 2 == 0 ? "sha" : "default") + ":secret"));
            work();
        }
        for (int i = 0; i < PasswordTries.ALLOWED; i++) {
            assertThat(check(basic("sha:guess " + i))).isNotDone();
        }
    }

    @Test
    void withoutUsersNobodyIsRight() {
        BasicAuth nobody = new BasicAuth(new BasicAuthConfig("x", List.of()), handedOver::add);
        byte[] value = basic("sha:secret").getBytes(UTF_8);
        assertThat(nobody.check(SOMEBODY, value, 0, value.length)).isCompletedWithValue(Verdict.WRONG);
    }

    @Test
    void looksAtItsPartOfTheBytesOnly() {
        byte[] bytes = ("xx" + basic("sha:secret") + "xx").getBytes(UTF_8);
        CompletableFuture<Verdict> check = auth.check(SOMEBODY, bytes, 2, bytes.length - 2);
        bytes[5] = 'x'; // they are somebody else's by then
        work();
        assertThat(check).isCompletedWithValue(Verdict.RIGHT);
    }

    @Test
    void theChallengeNamesTheRealm() {
        assertThat(auth.challenge()).isEqualTo("Basic realm=\"our nodes\", charset=\"UTF-8\"");
    }

    private CompletableFuture<Verdict> check(String value) {
        return check(value, SOMEBODY);
    }

    private CompletableFuture<Verdict> check(String value, NumericAddress source) {
        return check(auth, value, source);
    }

    private static CompletableFuture<Verdict> check(BasicAuth auth, String value, NumericAddress source) {
        byte[] bytes = value.getBytes(UTF_8);
        return auth.check(source, bytes, 0, bytes.length);
    }

    private void work() {
        Runnable task;
        while ((task = handedOver.poll()) != null) {
            task.run();
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}

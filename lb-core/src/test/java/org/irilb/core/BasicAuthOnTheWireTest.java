package org.irilb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.irilb.core.config.AbuseConfig;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.Rate;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.config.UserConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Drain;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords of a listener, over real sockets. What checks them is held where a test says so. */
@Execution(ExecutionMode.CONCURRENT)
final class BasicAuthOnTheWireTest {

    private static final String SECRET = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";
    private static final BasicAuthConfig ALICE =
            new BasicAuthConfig("our nodes", List.of(new UserConfig("alice", SECRET)));
    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";

    private final HeldTasks held = new HeldTasks();
    private final Origin node = Origin.answering("{}");

    private Rig start() {
        return start(Setup.standard());
    }

    private Rig start(Setup setup) {
        return start(setup.config());
    }

    private Rig start(BalancerConfig config) {
        return Rig.of(LoadBalancer.start(config.with(Optional.of(ALICE)), null, held), Setup.node(node.port(), 1, 10));
    }

    private static String asAlice(String request) {
        return as("alice:secret", request);
    }

    private static String as(String pair, String request) {
        String credentials = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        return request.replace("Host: lb\r\n", "Host: lb\r\nAuthorization: Basic " + credentials + "\r\n");
    }

    private static void assertChallenged(Wire.Message answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field("WWW-Authenticate")).hasValue("Basic realm=\"our nodes\", charset=\"UTF-8\"");
        assertThat(answer.field("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.body()).isEqualTo("{\"error\":\"Authorization is missing or wrong\",\"duration\":0}");
    }

    @Test
    void whoSaysNothingOrSomethingWrongIsChallengedAndMayTryAgain() {
        held.release();
        try (Rig rig = start();
                Wire client = rig.client()) {
            assertChallenged(client.post(NODE_INFO).readAnswer());
            assertChallenged(
                    client.send(as("alice:wrong", Wire.request(NODE_INFO))).readAnswer());
            assertChallenged(
                    client.send(as("bob:secret", Wire.request(NODE_INFO))).readAnswer());
            assertThat(node.requests()).isEmpty();
            assertThat(client.send(asAlice(Wire.request(NODE_INFO)))
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void theNodeIsNotToldThePassword() {
        held.release();
        try (Rig rig = start();
                Wire client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                client.send(asAlice(Wire.request(NODE_INFO))).readAnswer();
            }
            assertThat(node.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.field("Authorization")).isEmpty();
                assertThat(request.field("X-IOTA-API-Version")).hasValue("1");
                assertThat(request.body()).isEqualTo(NODE_INFO);
            });
        }
    }

    @Test
    void withoutUsersAuthorizationIsTheNodesBusiness() {
        try (Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 10));
                Wire client = rig.client()) {
            client.send(asAlice(Wire.request(NODE_INFO))).readAnswer();
            assertThat(node.requests().get(0).field("Authorization")).isPresent();
        }
    }

    @Test
    void twoAuthorizationsAreNone() {
        held.release();
        try (Rig rig = start();
                Wire client = rig.client()) {
            assertChallenged(
                    client.send(as("bob:x", asAlice(Wire.request(NODE_INFO)))).readAnswer());
        }
    }

    @Test
    void rulesApplyToThoseWhoAreKnown() {
        held.release();
        try (Rig rig = start();
                Wire client = rig.client()) {
            Wire.Message denied = client.send(asAlice(Wire.request("{\"command\":\"addNeighbors\"}")))
                    .readAnswer();
            assertThat(denied.status()).isEqualTo(401);
            assertThat(denied.body()).contains("is not available on this node");
            assertThat(denied.field("WWW-Authenticate")).isEmpty();
            assertThat(client.send(asAlice(Wire.request("x"))).readAnswer().status())
                    .isEqualTo(400);
            assertThat(client.send(asAlice(Wire.request(NODE_INFO)).replace("X-IOTA-API-Version", "X-Other"))
                            .readAnswer()
                            .status())
                    .isEqualTo(400);
            assertThat(node.requests()).isEmpty();
        }
    }

    @Test
    void preflightsNeedNoPasswordUnlessTheyBringABody() {
        try (Rig rig = start();
                Wire client = rig.client()) {
            assertThat(client.send("OPTIONS / HTTP/1.1\r\nHost: lb\r\n\r\n")
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
            assertChallenged(client.send(Wire.request(NODE_INFO).replace("POST", "OPTIONS"))
                    .readAnswer());
            assertChallenged(
                    client.send(Wire.request("{}").replace("POST", "OPTIONS")).readAnswer());
        }
    }

    @Test
    void whatIsSentBehindARequestThatIsCheckedIsAnsweredBehindIt() {
        try (Rig rig = start();
                Wire client = rig.client()) {
            client.send(asAlice(Wire.request(NODE_INFO)) + Wire.request(NODE_INFO));
            held.awaitOne();
            client.send(asAlice(Wire.request("{\"command\":\"getNodeInfo\",\"x\":3}")));
            assertThat(node.requests()).isEmpty();
            held.release();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertChallenged(client.readAnswer());
            assertThat(client.readAnswer().status()).isEqualTo(200);
            client.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5000, 100_000, 900_000})
    void bodiesOfAnySizeWaitForTheCheck(int padding) {
        String body = "{\"command\":\"getNodeInfo\",\"x\":\"" + "9".repeat(padding) + "\"}";
        String chunked = Wire.request("").replace("Content-Length: 0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        for (String request : List.of(Wire.request(body), chunked)) {
            try (Rig rig = start(Setup.standard().withWorkers(1))) {
                CompletableFuture<Wire.Message> first = CompletableFuture.supplyAsync(() -> answer(rig, request));
                held.awaitOne();
                // others use the loop's buffers meanwhile
                assertChallenged(answer(rig, Wire.request("{\"command\":\"other\"}")));
                held.release();
                assertThat(first.join().status()).isEqualTo(200);
                held.hold();
            }
        }
        assertThat(node.requests()).extracting(Wire.Message::body).containsExactly(body, body);
    }

    private static Wire.Message answer(Rig rig, String request) {
        try (Wire client = rig.client()) {
            return client.send(request.contains("other") ? request : asAlice(request))
                    .readAnswer();
        }
    }

    @Test
    void bodiesThatArePassedOnWhileTheyArriveWaitForTheCheck() {
        BalancerConfig config = Setup.standard().configWithoutCommands();
        try (Rig rig = start(config);
                Wire client = rig.client()) {
            String request = asAlice(Wire.request("x".repeat(300_000)));
            client.send(request.substring(0, 20_000));
            held.awaitOne();
            CompletableFuture<Wire> rest = CompletableFuture.supplyAsync(() -> client.send(request.substring(20_000)));
            held.release();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            rest.join();
            assertThat(node.requests().get(0).body()).isEqualTo("x".repeat(300_000));
        }
    }

    @OnEachTransport
    void aClientThatLeavesWhileItIsCheckedIsForgotten(TransportChoice transport) {
        try (Warnings warnings = new Warnings();
                Rig rig = start(Setup.standard()
                        .withWorkers(1)
                        .with(transport)
                        .withQueueTimeout(
                                Duration.ofMillis(500)))) { // a client that hangs up may still read: until then
            assertForgotten(rig, "Basic ", Wire::reset);
            assertThat(rig.heard(Counter.CLIENT_ABORTS)).isEqualTo(1);
            assertForgotten(rig, "BASIC ", Wire::hangUp);
            rig.awaitQuiet(node);
            assertThat(node.requests()).as("those of the others").hasSize(4);
            assertThat(warnings.logged()).noneMatch(warning -> warning.contains("task raised an exception"));
        }
    }

    /** @param scheme in another case the same password isn't known yet */
    private void assertForgotten(Rig rig, String scheme, Consumer<Wire> way) {
        String request = asAlice(Wire.request(NODE_INFO)).replace("Basic ", scheme);
        held.hold();
        Wire client = rig.client().send(request);
        held.awaitOne();
        way.accept(client);
        Await.until("it is forgotten", () -> rig.status().currentConnections() == 0);
        held.release();
        try (Wire other = rig.client()) { // behind the verdict about the first
            awaitServed(other, request);
            awaitServed(other, request);
        }
    }

    /** Asks until the check is done, for which a busy machine may take too long. */
    private static void awaitServed(Wire client, String request) {
        Await.until("it is served", () -> client.send(request).readAnswer().status() == 200);
    }

    @OnEachTransport
    void aClientThatSaysNoMoreIsStillAnswered(TransportChoice transport) {
        try (Rig rig = start(Setup.standard().with(transport));
                Wire client = rig.client()) {
            client.send(asAlice(Wire.request(NODE_INFO)));
            held.awaitOne();
            client.endOutput();
            held.release();
            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void whatIsCheckedIsFinishedWhenTheBalancerStops() {
        try (Rig rig = start();
                Wire client = rig.client()) {
            client.send(asAlice(Wire.request(NODE_INFO)));
            held.awaitOne();
            CompletableFuture<Integer> drained = Drain.begin(rig.balancer(), Duration.ofMinutes(1));
            assertThat(drained).isNotDone();
            held.release();
            Wire.Message last = client.readAnswer();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.field("Connection")).hasValue("close");
            assertThat(client.isEnded()).isTrue();
            assertThat(drained.join()).isZero();
        }
    }

    @Test
    void aCheckThatTakesTooLongIsToBeAskedForAgain() {
        try (Rig rig = start(Setup.standard().withQueueTimeout(Duration.ofMillis(100)));
                Wire client = rig.client()) {
            client.send(asAlice(Wire.request(NODE_INFO)));
            assertBusy(client.readAnswer());
            held.release();
            awaitServed(client, asAlice(Wire.request(NODE_INFO)));
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    void whoIsOneTooManyIsToldSo() {
        held.reject();
        try (Rig rig = start();
                Wire client = rig.client()) {
            assertBusy(client.send(asAlice(Wire.request(NODE_INFO))).readAnswer());
            held.release();
            assertThat(client.send(asAlice(Wire.request(NODE_INFO)))
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void assertBusy(Wire.Message answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("Retry-After")).isPresent();
        assertThat(answer.body()).contains("passwords");
    }

    @Test
    void whoGuessesIsToldToLeaveItForAWhile() {
        held.release();
        try (Rig rig = start();
                Wire known = rig.client();
                Wire guesser = Wire.connect(rig.balancer().address(Setup.LISTENER), "127.0.0.2")) {
            Wire.Message answer;
            int guesses = 0;
            do {
                answer = guesser.send(as("alice:guess " + guesses++, Wire.request(NODE_INFO)))
                        .readAnswer();
            } while (answer.status() == 401 && guesses < 100);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("Retry-After")).hasValue("60");
            assertThat(answer.body()).contains("Too many wrong passwords from this source");
            assertThat(known.send(asAlice(Wire.request(NODE_INFO))).readAnswer().status())
                    .isEqualTo(200);
        }
    }

    /** A request that is let through for nothing waits for its password, and the work that it was to join ends. */
    @Test
    void workThatIsBegunAfterAllIsPaidFor() {
        String work = Wire.request("{\"command\":\"attachToTangle\",\"trytes\":[\"A\"]}");
        Setup budget = Setup.standard()
                .with(AbuseConfig.OFF.with(
                        Optional.of(new AbuseConfig.Budget(new Rate(1, Duration.ofHours(1)), 1000))));
        Origin.Script slow = (wire, origin) -> {
            origin.next(wire);
            origin.awaitGo();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst");
        };
        try (Origin worker = Origin.failingOnce(slow, "second");
                Rig rig = Rig.of(
                        LoadBalancer.start(
                                budget.config(new PowConfig(true, false, Duration.ZERO))
                                        .with(Optional.of(ALICE)),
                                null,
                                held),
                        Setup.node(worker.port(), 1, 10));
                Wire first = rig.client();
                Wire second = rig.client()) {
            first.send(asAlice(work));
            held.awaitOne();
            held.release();
            Await.until("it is at the node", () -> worker.requests().size() == 1);
            long paid = tokens(rig);
            held.hold();
            second.send(asAlice(work).replace("Basic ", "basic ")); // in another case the password isn't known
            held.awaitOne();
            assertThat(tokens(rig)).isEqualTo(paid);
            worker.goOn();
            assertThat(first.readAnswer().body()).isEqualTo("first");
            held.release();
            assertThat(second.readAnswer().body()).isEqualTo("second");
            assertThat(1000 - tokens(rig)).isEqualTo(2 * (1000 - paid));
        }
    }

    private static long tokens(Rig rig) {
        return rig.balancer().sources().get(0).tokens();
    }

    @Test
    void whoIsKnownIsServedWhileOthersWaitToBeChecked() {
        held.release();
        try (Rig rig = start();
                Wire known = rig.client();
                Wire stranger = rig.client()) {
            known.send(asAlice(Wire.request(NODE_INFO))).readAnswer();
            held.hold();
            stranger.send(as("alice:guess", Wire.request(NODE_INFO)));
            held.awaitOne();
            assertThat(known.send(asAlice(Wire.request(NODE_INFO))).readAnswer().status())
                    .isEqualTo(200);
            held.release();
            assertChallenged(stranger.readAnswer());
        }
    }

    @Test
    void aFloodOfGuessesIsAnsweredAndDelaysNobodyWhoIsKnown() {
        BalancerConfig config = Setup.standard().config().with(Optional.of(ALICE));
        try (Rig rig = Rig.of(LoadBalancer.start(config), Setup.node(node.port(), 1, 10));
                Wire known = rig.client()) {
            assertThat(known.send(asAlice(Wire.request(NODE_INFO))).readAnswer().status())
                    .isEqualTo(200);
            List<Wire> guessers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                guessers.add(rig.client().send(as("alice:guess " + i, Wire.request(NODE_INFO))));
            }
            assertThat(known.send(asAlice(Wire.request(NODE_INFO))).readAnswer().status())
                    .isEqualTo(200);
            for (Wire guesser : guessers) {
                assertThat(guesser.readAnswer().status()).isIn(401, 429, 503);
                guesser.hangUp();
            }
            assertThat(node.requests()).hasSize(2);
            known.hangUp();
            rig.awaitQuiet(node);
        }
    }

    @Test
    void aWishForWebSocketWaitsForTheCheck() {
        Origin echo = Origin.playing((wire, origin) -> {
            origin.next(wire);
            origin.done();
            wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            wire.send(wire.readBytes(5));
        });
        BalancerConfig config = Setup.standard().configWithoutCommands(true).with(Optional.of(ALICE));
        try (echo;
                Rig rig = Rig.of(LoadBalancer.start(config, null, held), Setup.node(echo.port(), 1, 1));
                Wire client = rig.client()) {
            client.send(asAlice("GET / HTTP/1.1\r\nHost: lb\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
            held.awaitOne();
            held.release();
            assertThat(client.readHead().status()).isEqualTo(101);
            assertThat(client.send("hello").readBytes(5)).isEqualTo("hello");
            assertThat(echo.requests().get(0).field("Authorization")).isEmpty();
        }
    }

    @Test
    void usersCanBeChangedAtAnyTime() {
        held.release();
        try (Rig rig = start();
                Wire client = rig.client()) {
            assertThat(client.send(asAlice(Wire.request(NODE_INFO)))
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
            long before = rig.status().snapshotVersion();
            rig.balancer()
                    .changeConfig(config -> config.with(
                            Optional.of(new BasicAuthConfig("our nodes", List.of(new UserConfig("bob", SECRET))))));
            Await.until("it is adopted", () -> rig.status().snapshotVersion() > before);
            Await.until(
                    "alice is nobody",
                    () -> client.send(asAlice(Wire.request(NODE_INFO)))
                                    .readAnswer()
                                    .status()
                            == 401);
            assertThat(client.send(as("bob:secret", Wire.request(NODE_INFO)))
                            .readAnswer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRefusalIsCountedAtTheListener() {
        try (Rig rig = start();
                Wire client = rig.client()) {
            client.post(NODE_INFO).readAnswer();
            assertThat(rig.status().listeners().get(0).counters().sum(Counter.DENIED_REQUESTS))
                    .isEqualTo(1);
        }
    }
}

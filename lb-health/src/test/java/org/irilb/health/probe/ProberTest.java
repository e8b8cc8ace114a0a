package org.irilb.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.irilb.core.config.TlsOptions;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.DeafPort;
import org.irilb.core.kit.Origin;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.HttpCheck;
import org.irilb.health.check.Line;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProberTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Prober prober = new Prober();

    @AfterEach
    void stop() {
        prober.close();
    }

    private CheckResult run(Check check) {
        return prober.run(check).join();
    }

    private static Check http(int port, Duration timeout) {
        return http("http://127.0.0.1:" + port + "/health", timeout);
    }

    private static Check http(String url, Duration timeout) {
        return new HttpCheck(Target.parse(url).orElseThrow(), timeout, TlsOptions.STANDARD, "GET", "");
    }

    private static Check tcp(String url, Duration timeout) {
        return new TcpCheck(Target.parse(url).orElseThrow(), timeout, TlsOptions.STANDARD);
    }

    private static Origin saying(String bytes) {
        return Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send(bytes);
            origin.awaitGo();
        });
    }

    @Test
    void aConnectionIsEnoughForTcp() {
        try (Origin node = Origin.answering("{}")) {
            CheckResult result = run(tcp("http://127.0.0.1:" + node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L4OK);
            assertThat(result.text()).isEqualTo("connected");
        }
    }

    private Line line(int port, Duration within) {
        return prober.readLine("127.0.0.1", port, within).join();
    }

    @Test
    void aLineEndsWithItsEndOrTheConnection() {
        try (Origin whole = Origin.playing((wire, origin) -> {
                    wire.send("up 50%\r\nmore\n");
                    origin.awaitGo();
                });
                Origin part = Origin.playing((wire, origin) -> wire.send(" drain "));
                Origin silent = Origin.playing((wire, origin) -> {});
                Origin longest = Origin.playing((wire, origin) -> {
                    wire.send("x".repeat(1000));
                    origin.awaitGo();
                })) {
            assertThat(line(whole.port(), LONG).text()).isEqualTo("up 50%");
            assertThat(line(whole.port(), LONG).isThere()).isTrue();
            assertThat(line(part.port(), LONG).text()).isEqualTo("drain");
            assertThat(line(silent.port(), LONG).text()).isEmpty();
            assertThat(line(longest.port(), LONG).text()).hasSize(512);
        }
    }

    @Test
    void aLineThatDoesNotComeIsToldAsSuch() {
        try (DeadPort dead = new DeadPort();
                DeafPort deaf = new DeafPort();
                Origin mute = Origin.playing((wire, origin) -> origin.awaitGo())) {
            assertThat(line(dead.port(), LONG).status()).isEqualTo(CheckStatus.L4CON);
            assertThat(line(dead.port(), LONG).text()).isEqualTo("Connection refused");
            assertThat(line(deaf.port(), SHORT).status()).isEqualTo(CheckStatus.L4TOUT);
            assertThat(line(mute.port(), SHORT).status()).isEqualTo(CheckStatus.L7TOUT);
            assertThat(line(mute.port(), SHORT).isThere()).isFalse();
        }
    }

    @Test
    void aRefusedConnectionIsToldAsSuch() {
        try (DeadPort dead = new DeadPort()) {
            CheckResult result = run(tcp("http://127.0.0.1:" + dead.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L4CON);
            assertThat(result.text()).isEqualTo("connecting to 127.0.0.1:" + dead.port() + ": Connection refused");
        }
    }

    @Test
    void aConnectionThatTakesTooLongIsGivenUp() {
        try (DeafPort deaf = new DeafPort()) {
            CheckResult result = run(tcp("http://127.0.0.1:" + deaf.port(), SHORT));

            assertThat(result.status()).isEqualTo(CheckStatus.L4TOUT);
            assertThat(result.text()).isEqualTo("connecting to 127.0.0.1:" + deaf.port() + ": not done within 300 ms");
            assertThat(result.took()).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsToldAsSuch() {
        CheckResult result = run(tcp("http://nowhere.invalid:1", LONG));

        assertThat(result.status()).isEqualTo(CheckStatus.L4CON);
        assertThat(result.text()).isEqualTo("looking up nowhere.invalid:1: no such name");
    }

    @Test
    void aNameIsLookedUp() {
        try (Origin node = Origin.answering("{}")) {
            assertThat(run(tcp("http://localhost:" + node.port(), LONG)).status())
                    .isEqualTo(CheckStatus.L4OK);
        }
    }

    @Test
    void whoSpeaksNoTlsIsToldAsSuch() {
        try (Origin node = Origin.playing((wire, origin) -> {
            wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            origin.awaitGo();
        })) {
            CheckResult result = run(tcp("https://127.0.0.1:" + node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L6RSP);
            assertThat(result.text()).startsWith("TLS with 127.0.0.1:" + node.port() + ": ");
        }
    }

    @Test
    void aHandshakeThatTakesTooLongIsGivenUp() {
        try (Origin node = Origin.playing((wire, origin) -> origin.awaitGo())) {
            assertThat(run(tcp("https://127.0.0.1:" + node.port(), SHORT)).status())
                    .isEqualTo(CheckStatus.L6TOUT);
        }
    }

    @Test
    void httpPassesBelow300AndWarnsAt429() {
        try (Origin ok = saying("HTTP/1.1 204 No Content\r\n\r\n");
                Origin busy = saying("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
                Origin sick = saying("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
            CheckResult passed = run(http(ok.port(), LONG));
            CheckResult warned = run(http(busy.port(), LONG));
            CheckResult failed = run(http(sick.port(), LONG));

            assertThat(passed.status()).isEqualTo(CheckStatus.L7OK);
            assertThat(passed.warning()).isFalse();
            assertThat(ok.requests().get(0).lines().get(0)).isEqualTo("GET /health HTTP/1.1");
            assertThat(warned.passed() && warned.warning()).isTrue();
            assertThat(failed.status()).isEqualTo(CheckStatus.L7STS);
            assertThat(failed.httpCode()).isEqualTo(503);
            assertThat(failed.text()).isEqualTo("answered 503 (expected: 200..299)");
        }
    }

    @Test
    void whatIsNoHttpIsToldAsSuch() {
        try (Origin node = saying("hello\r\n\r\n")) {
            assertThat(run(http(node.port(), LONG)).text()).isEqualTo("GET /health: no HTTP (expected: an answer)");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsToldAsSuch() {
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        })) {
            CheckResult result = run(http(node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
            assertThat(result.text()).isEqualTo("GET /health: the connection was closed (expected: a whole answer)");
        }
    }

    @Test
    void headsAndBodiesThatStallAreGivenUpInTime() {
        for (String part :
                new String[] {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"}) {
            try (Origin node = saying(part)) {
                CheckResult result = run(http(node.port(), SHORT));

                assertThat(result.status()).as(part).isEqualTo(CheckStatus.L7TOUT);
                assertThat(result.text()).isEqualTo("GET /health: not done within 300 ms");
            }
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadForever() {
        try (Origin node = Origin.playing((wire, origin) -> {
            origin.next(wire);
            wire.send("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                wire.send("x".repeat(64 * 1024));
            }
        })) {
            CheckResult result = run(http(node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
            assertThat(result.text()).isEqualTo("GET /health: too long an answer (expected: at most 1048576 bytes)");
        }
    }

    @Test
    void whatIsSaidBeforeTheAnswerIsNotTheAnswer() {
        try (Origin node = saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            CheckResult result = run(http(node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
            assertThat(result.httpCode()).isEqualTo(200);
        }
    }

    @Test
    void aChangeOfProtocolIsNoAnswer() {
        try (Origin node = saying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")) {
            CheckResult result = run(http(node.port(), LONG));

            assertThat(result.status()).isEqualTo(CheckStatus.L7STS);
            assertThat(result.httpCode()).isEqualTo(101);
        }
    }
}

package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.get;
import static org.irilb.core.http.Heads.parsedRequest;
import static org.irilb.core.http.Heads.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

    private static final String WALLET = "POST / HTTP/1.1\r\nHost: a:14267\r\nX-IOTA-API-Version: 1\r\n"
            + "Content-Length: 26\r\nConnection: keep-alive\r\n\r\n";

    @Test
    void readsAWalletsRequest() {
        RequestHead head = parsedRequest(WALLET + "{\"command\"");
        assertThat(head.length()).isEqualTo(WALLET.length());
        assertThat(head.method()).isEqualTo(Method.POST);
        assertThat(head.minorVersion()).isEqualTo(1);
        assertThat(head.framing()).isEqualTo(Framing.LENGTH);
        assertThat(head.contentLength()).isEqualTo(26);
        assertThat(head.isPersistent()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.maxForwards()).isEqualTo(-1);
        assertThat(head.asksForUpgrade()).isFalse();
        assertThat(head.has(Heads.latin1("x-iota-api-version"))).isTrue();
        assertThat(head.has(Heads.latin1("x-iota-api-versio"))).isFalse();
    }

    @Test
    void anyPartOfAValidHeadMayBecomeOne() {
        String head = "\r\n" + WALLET;
        for (int length = 0; length < head.length(); length++) {
            assertThat(request(head.substring(0, length))).isEqualTo(Outcome.INCOMPLETE);
        }
        assertThat(request(head)).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void ignoresOneEmptyLineBeforeARequest() {
        RequestHead head = parsedRequest("\r\n" + WALLET);
        assertThat(head.length()).isEqualTo(WALLET.length() + 2);
        assertThat(head.method()).isEqualTo(Method.POST);
        assertThat(request("\r\n\r\n" + WALLET)).isEqualTo(Outcome.BAD_METHOD);
        assertThat(request("\n" + WALLET)).isEqualTo(Outcome.BAD_METHOD);
        assertThat(request("\r" + WALLET)).isEqualTo(Outcome.BAD_METHOD);
    }

    @Test
    void headsEndAtSixteenKibibytes() {
        String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        int rest = RequestHead.MAX_BYTES - start.length() - 4;
        assertThat(request(start + "x".repeat(rest) + "\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(request(start + "x".repeat(rest + 1) + "\r\n\r\n")).isEqualTo(Outcome.HEAD_TOO_LARGE);
        assertThat(request(start + "x".repeat(RequestHead.MAX_BYTES))).isEqualTo(Outcome.HEAD_TOO_LARGE);
        assertThat(Outcome.HEAD_TOO_LARGE.status()).isEqualTo(431);
        assertThat(request("GET /" + "x".repeat(RequestHead.MAX_BYTES))).isEqualTo(Outcome.TARGET_TOO_LONG);
        assertThat(request("GET http://a" + "x".repeat(RequestHead.MAX_BYTES))).isEqualTo(Outcome.TARGET_TOO_LONG);
        assertThat(Outcome.TARGET_TOO_LONG.status()).isEqualTo(414);
    }

    @Test
    void whatIsBehindTheHeadIsNotLookedAt() {
        assertThat(request(get("") + "\u0000\r \n:" + "x".repeat(RequestHead.MAX_BYTES)))
                .isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void wantsOneHost() {
        assertThat(request("GET / HTTP/1.1\r\n\r\n")).isEqualTo(Outcome.HOST_MISSING);
        assertThat(request("GET / HTTP/1.1\r\nX-Host: a\r\n\r\n")).isEqualTo(Outcome.HOST_MISSING);
        assertThat(request(get("Host: a\r\n"))).isEqualTo(Outcome.HOST_REPEATED);
        assertThat(request(get("hOsT: b\r\n"))).isEqualTo(Outcome.HOST_REPEATED);
        assertThat(request("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n")).isEqualTo(Outcome.HOST_REPEATED);
        assertThat(request("GET / HTTP/1.0\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a, b", "a b", "a/", "http://a", "a@b", "a:x", "[::1"})
    void wantsAHostThatIsValid(String host) {
        assertThat(request("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isEqualTo(Outcome.BAD_HOST);
        assertThat(request("GET / HTTP/1.0\r\nHost: " + host + "\r\n\r\n")).isEqualTo(Outcome.BAD_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/, a, COMPLETE",
        "http://a, A, COMPLETE",
        "HTTPS://A:80/x, a:80, COMPLETE",
        "http://a/, b, HOST_MISMATCH",
        "http://a/, a:80, HOST_MISMATCH",
        "http://a:80/, a, HOST_MISMATCH",
        "http://a/, a., HOST_MISMATCH",
        "http://a.b/, a, HOST_MISMATCH"
    })
    void theAbsoluteFormAndHostMustAgree(String target, String host, Outcome outcome) {
        assertThat(request("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .isEqualTo(outcome);
        assertThat(Outcome.HOST_MISMATCH.status()).isEqualTo(400);
    }

    @Test
    void theAsteriskFormIsForOptionsOnly() {
        assertThat(request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(request("GET * HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(Outcome.BAD_TARGET);
        assertThat(request("options * HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(Outcome.BAD_TARGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT /", "CONNECT a:443", "CONNECT http://a", "TRACE /", "TRACE http://a/"})
    void connectAndTraceAreRefused(String start) {
        assertThat(request(start + " HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(Outcome.METHOD_REFUSED);
        assertThat(Outcome.METHOD_REFUSED.status()).isEqualTo(405);
    }

    @Test
    void knowsWhetherTheClientWaitsForAnInterimAnswer() {
        assertThat(parsedRequest(get("Expect: 100-Continue\r\n")).expectsContinue())
                .isTrue();
        assertThat(request(get("Expect: 100-continue, x\r\n"))).isEqualTo(Outcome.BAD_EXPECTATION);
        assertThat(request(get("Expect: \r\n"))).isEqualTo(Outcome.BAD_EXPECTATION);
        assertThat(request(get("Expect: 100-continue\r\nExpect: 100-continue\r\n")))
                .isEqualTo(Outcome.BAD_EXPECTATION);
        assertThat(Outcome.BAD_EXPECTATION.status()).isEqualTo(417);
        assertThat(parsedRequest("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n")
                        .expectsContinue())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "007, 7", "65535, 65535", "65536, 65535", "99999999999999999999, 65535"})
    void limitsTheHopsOfOptions(String value, int hops) {
        assertThat(parsedRequest("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + value + "\r\n\r\n")
                        .maxForwards())
                .isEqualTo(hops);
        assertThat(parsedRequest(get("Max-Forwards: " + value + "\r\n")).maxForwards())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1 ", "1, 1", "1.0", "0x1", "a", "1\r\nMax-Forwards: 1"})
    void refusesHopsThatAreNoNumber(String value) {
        Outcome expected = value.equals("1 ") ? Outcome.COMPLETE : Outcome.BAD_MAX_FORWARDS;
        assertThat(request("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + value + "\r\n\r\n"))
                .isEqualTo(expected);
    }

    @Test
    void knowsWhetherAnotherProtocolIsAskedFor() {
        assertThat(parsedRequest(get("Connection: upgrade\r\nUpgrade: websocket\r\n"))
                        .asksForUpgrade())
                .isTrue();
        assertThat(parsedRequest(get("Upgrade: websocket\r\n")).asksForUpgrade())
                .isFalse();
        assertThat(parsedRequest(get("Connection: upgrade\r\n")).asksForUpgrade())
                .isFalse();
        assertThat(parsedRequest("GET / HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n")
                        .asksForUpgrade())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | Connection: Upgrade     | Upgrade: WebSocket                       | true",
                "GET  | Connection: x, upgrade  | Upgrade: websocket                       | true",
                "POST | Connection: Upgrade     | Upgrade: websocket                       | false",
                "GET  | Connection: x           | Upgrade: websocket                       | false",
                "GET  | Connection: Upgrade     | X: websocket                             | false",
                "GET  | Connection: Upgrade     | Upgrade: h2c                             | false",
                "GET  | Connection: Upgrade     | Upgrade: websocket, h2c                  | false",
                "GET  | Connection: Upgrade     | Upgrade: websocket~Upgrade: websocket    | false",
                "GET  | Connection: Upgrade     | Upgrade: websocket~Content-Length: 0     | false"
            })
    void knowsWhetherWebSocketIsAskedFor(String method, String connection, String upgrade, boolean asked) {
        RequestHead head = parsedRequest(method + " / HTTP/1.1\r\nHost: a\r\n" + connection + "\r\n"
                + upgrade.replace("~", "\r\n") + "\r\n\r\n");
        assertThat(head.asksForWebSocket()).isEqualTo(asked);
    }

    @Test
    void tellsAnAccessLogWhatWasReceived() {
        RequestHead head =
                parsedRequest("\r\nGET http://a/%7e?b HTTP/1.1\r\nHost: a\r\nuser-agent:  x/1 (\u00e4) \r\n\r\n");
        assertThat(head.lineText()).isEqualTo("GET http://a/%7e?b HTTP/1.1");
        assertThat(head.userAgent()).isEqualTo("x/1 (\u00e4)");
        assertThat(parsedRequest(get("")).userAgent()).isEmpty();
    }

    @Test
    void everyRefusalHasAStatusThatCanBeAnswered() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(outcome.isRefusal()).isEqualTo(outcome != Outcome.COMPLETE && outcome != Outcome.INCOMPLETE);
            if (outcome.isRefusal()) {
                assertThat(Heads.written(out -> OwnAnswer.of(outcome).write(true, 1, false, new byte[0], out)))
                        .startsWith("HTTP/1.1 " + outcome.status() + " ")
                        .contains(outcome.message());
            }
        }
    }
}

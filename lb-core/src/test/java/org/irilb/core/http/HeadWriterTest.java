package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.DATE;
import static org.irilb.core.http.Heads.forClient;
import static org.irilb.core.http.Heads.forNode;
import static org.irilb.core.http.Heads.get;
import static org.irilb.core.http.Heads.latin1;
import static org.irilb.core.http.Heads.ok;
import static org.irilb.core.http.Heads.parsedAnswer;
import static org.irilb.core.http.Heads.parsedRequest;
import static org.irilb.core.http.Heads.written;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadWriterTest {

    private static final String OURS = "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\nVia: 1.1 iri-lb\r\n";

    @Test
    void passesARequestOnByteByByteWithOurLinesBehindIt() {
        assertThat(forNode(
                        "POST /a?b HTTP/1.1\r\nhOsT:  a:1 \r\nX-IOTA-API-Version: 1\r\nX-Dup: 1\r\nx-dup:2\r\n"
                                + "Content-Length: 026\r\nX-Empty:\r\nX-Latin: \u00e4\r\n\r\n",
                        26))
                .isEqualTo("POST /a?b HTTP/1.1\r\nhOsT:  a:1 \r\nX-IOTA-API-Version: 1\r\nX-Dup: 1\r\nx-dup:2\r\n"
                        + "X-Empty:\r\nX-Latin: \u00e4\r\n" + OURS + "Content-Length: 26\r\n\r\n");
    }

    @Test
    void framesABodyAsItIsSaidTo() {
        String head = get("Transfer-Encoding: chunked\r\n");
        String start = "GET / HTTP/1.1\r\nHost: a\r\n" + OURS;
        assertThat(forNode(head, 5)).isEqualTo(start + "Content-Length: 5\r\n\r\n");
        assertThat(forNode(head, 0)).isEqualTo(start + "Content-Length: 0\r\n\r\n");
        assertThat(forNode(head, -1)).isEqualTo(start + "Transfer-Encoding: chunked\r\n\r\n");
        assertThat(forNode(get(""), -2)).isEqualTo(start + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: keep-alive",
                "Connection: close",
                "Connection:",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Trailer: X",
                "Transfer-Encoding: chunked",
                "Upgrade: websocket",
                "kEEP-aLIVE: 1",
                "Connection: X-Mine\r\nX-Mine: 1\r\nx-mine: 2",
                "X-Mine: 1\r\nConnection: b, X-MINE",
                "Connection: b\r\nX-Mine: 1\r\nConnection: x-mine",
                "Connection: upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
                "Connection: TE\r\nTE: trailers"
            })
    void whatIsForOneConnectionIsNotPassedOn(String lines) {
        String start = "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n";
        assertThat(forNode(get("A: b\r\n" + lines + "\r\n"))).isEqualTo(start + OURS + "\r\n");
        assertThat(forClient(ok("Date: x\r\n" + lines + "\r\n"), -2, false))
                .isEqualTo("HTTP/1.1 200 OK\r\nDate: x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 192.0.2.9",
                "Forwarded: for=192.0.2.9",
                "Authorization: Basic eDp5",
                "Accept-Encoding: gzip",
                "Cache-Control: no-store",
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "ETag: \"x\"",
                "Max-Forwards: 1",
                "User-Agent: x",
                "Vary: Origin"
            })
    void noFieldOfTheMessageItselfIsLostByNamingItInConnection(String line) {
        String name = line.substring(0, line.indexOf(':'));
        assertThat(forNode(get("Connection: " + name + ", Host\r\n" + line + "\r\n")))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n" + OURS + "\r\n");
        assertThat(forClient(ok("Connection: Date, " + name + "\r\nDate: x\r\n" + line + "\r\n"), -2, false))
                .isEqualTo("HTTP/1.1 200 OK\r\nDate: x\r\n" + line + "\r\n\r\n");
    }

    @Test
    void onlyAWishThatIsGrantedGoesOn() {
        RequestHead head = parsedRequest(get("Connection: x, Upgrade\r\nX: y\r\nUpgrade: websocket\r\nA: b\r\n"));
        head.keepUpgrade();
        ForwardedBy by = ForwardedBy.of("192.0.2.7", false, Optional.of("iri-lb"), "a");
        assertThat(written(out -> HeadWriter.request(head, by, -2, false, out)))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nA: b\r\n" + OURS
                        + "Connection: Upgrade\r\n\r\n");
        assertThat(forClient("HTTP/1.1 101 x\r\nconnection: UPGRADE\r\nupgrade: WebSocket\r\n\r\n", -2, false))
                .isEqualTo("HTTP/1.1 101 x\r\nupgrade: WebSocket\r\nConnection: Upgrade\r\n\r\n");
        assertThat(forClient("HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", -2, false))
                .isEqualTo("HTTP/1.1 101 x\r\n\r\n");
        assertThat(forClient("HTTP/1.1 101 x\r\nUpgrade: websocket\r\n\r\n", -2, false))
                .isEqualTo("HTTP/1.1 101 x\r\n\r\n");
    }

    @Test
    void viaMayBeLeftOut() {
        RequestHead head = parsedRequest(get(""));
        ForwardedBy by = ForwardedBy.of("192.0.2.7", true, Optional.empty(), "a");
        assertThat(written(out -> HeadWriter.request(head, by, -2, false, out)))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n"
                        + "X-Forwarded-Proto: https\r\n\r\n");
    }

    @Test
    void theClientsAddressIsAppendedAsALineOfItsOwn() {
        assertThat(forNode(get("X-Forwarded-For: 192.0.2.9, 192.0.2.8\r\n")))
                .contains("\r\nX-Forwarded-For: 192.0.2.9, 192.0.2.8\r\nX-Forwarded-For: 192.0.2.7\r\n");
    }

    @Test
    void theClientsProtocolIsOursToTell() {
        assertThat(forNode(get("X-Forwarded-Proto: https\r\nx-forwarded-proto: https\r\n")))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n" + OURS + "\r\n");
    }

    @Test
    void viaTellsTheVersionThatWasReceived() {
        assertThat(forNode("GET / HTTP/1.0\r\nHost: a\r\nVia: 1.1 other\r\n\r\n"))
                .contains("Via: 1.1 other\r\n")
                .endsWith("Via: 1.0 iri-lb\r\n\r\n")
                .startsWith("GET / HTTP/1.1\r\n");
        assertThat(forNode("GET / HTTP/1.7\r\nHost: a\r\n\r\n"))
                .startsWith("GET / HTTP/1.1\r\n")
                .endsWith("Via: 1.1 iri-lb\r\n\r\n");
    }

    @Test
    void hostIsFilledInWhereHttp10MayLeaveItOut() {
        assertThat(forNode("GET / HTTP/1.0\r\n\r\n")).startsWith("GET / HTTP/1.1\r\nHost: 192.0.2.1:14267\r\n");
        assertThat(forNode("GET http://b.example:8/c HTTP/1.0\r\n\r\n"))
                .startsWith("GET /c HTTP/1.1\r\nHost: b.example:8\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://a/b?c, GET /b?c",
        "GET http://a/, GET /",
        "GET http://a, GET /",
        "GET http://a?c, GET /?c",
        "OPTIONS http://a, OPTIONS *",
        "OPTIONS http://a/, OPTIONS /",
        "OPTIONS http://a?c, OPTIONS /?c",
        "OPTIONS *, OPTIONS *",
        "GET //b/../c, GET //b/../c",
        "GET /%7Ea%2f, GET /%7Ea%2f"
    })
    void theTargetIsPassedOnInOriginForm(String received, String sent) {
        assertThat(forNode(received + " HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith(sent + " HTTP/1.1\r\nHost: a\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "10, 9", "70000, 65534"})
    void optionsMayGoOneHopLess(String received, String sent) {
        assertThat(forNode("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + received + "\r\n\r\n"))
                .isEqualTo("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + sent + "\r\n" + OURS + "\r\n");
    }

    @Test
    void expectGoesOnOnlyIfTheNodeIsToAnswerIt() {
        RequestHead head = parsedRequest(get("Expect: 100-continue\r\n"));
        ForwardedBy by = ForwardedBy.of("192.0.2.7", false, Optional.of("iri-lb"), "a");
        assertThat(written(out -> HeadWriter.request(head, by, -2, true, out))).contains("Expect: 100-continue\r\n");
        assertThat(written(out -> HeadWriter.request(head, by, -2, false, out))).doesNotContain("Expect");
        RequestHead old = parsedRequest("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n");
        assertThat(written(out -> HeadWriter.request(old, by, -2, true, out))).doesNotContain("Expect");
    }

    @Test
    void passesAnAnswerOnByteByByte() {
        String head = "HTTP/1.1 418 I'm \u00e4 teapot\r\ncontent-length:  5\r\nDATE: x\r\nX-Dup: 1\r\nX-Dup: 2\r\n\r\n";
        assertThat(forClient(head, -2, false)).isEqualTo(head);
    }

    @Test
    void theWayOfARequestIsNotLostByNamingItInConnection() {
        assertThat(forNode(get("Connection: Via\r\nVia: 1.0 other\r\n")))
                .isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.0 other\r\n" + OURS + "\r\n");
    }

    @Test
    void whatIsBehindTheBalancerIsNotTold() {
        assertThat(forClient(ok("Via: 1.1 node-7.internal:8080\r\nDate: x\r\nvia: 1.0 b\r\nA: b\r\n"), -2, false))
                .isEqualTo("HTTP/1.1 200 OK\r\nDate: x\r\nA: b\r\n\r\n");
    }

    @Test
    void speaksItsOwnVersion() {
        assertThat(forClient("HTTP/1.0 200\r\n\r\n", -2, true))
                .isEqualTo("HTTP/1.1 200 \r\n" + DATE + "Connection: close\r\n\r\n");
    }

    @Test
    void answersGetADateIfTheyHaveNone() {
        assertThat(forClient(ok("A: b\r\n"), -2, false)).isEqualTo("HTTP/1.1 200 OK\r\nA: b\r\n" + DATE + "\r\n");
        assertThat(forClient(ok("date: x\r\n"), -2, false)).isEqualTo("HTTP/1.1 200 OK\r\ndate: x\r\n\r\n");
    }

    @Test
    void anAnswerIsFramedOnce() {
        String start = "HTTP/1.1 200 OK\r\n" + DATE;
        assertThat(forClient(ok("Content-Length: 5\r\n"), -2, false))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + DATE + "\r\n");
        assertThat(forClient(ok("Content-Length: 5\r\n"), 3, false)).isEqualTo(start + "Content-Length: 3\r\n\r\n");
        assertThat(forClient(ok("Content-Length: 5\r\n"), -1, false))
                .isEqualTo(start + "Transfer-Encoding: chunked\r\n\r\n");
        assertThat(forClient(ok("Transfer-Encoding: chunked\r\n"), -1, false))
                .isEqualTo(start + "Transfer-Encoding: chunked\r\n\r\n");
        assertThat(forClient("HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\n", -2, false))
                .isEqualTo("HTTP/1.1 204 x\r\n" + DATE + "\r\n");
        assertThat(forClient("HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\n", -2, false))
                .isEqualTo("HTTP/1.1 304 x\r\nContent-Length: 5\r\n" + DATE + "\r\n");
    }

    @Test
    void interimAnswersSayNothingOfABodyOrTheConnection() {
        assertThat(forClient("HTTP/1.1 103 x\r\nLink: y\r\nContent-Length: 5\r\nConnection: close\r\n\r\n", -2, true))
                .isEqualTo("HTTP/1.1 103 x\r\nLink: y\r\n\r\n");
    }

    @Test
    void saysWhetherTheConnectionGoesOn() {
        assertThat(persistence(true, 1)).isEqualTo("Connection: close\r\n");
        assertThat(persistence(true, 0)).isEqualTo("Connection: close\r\n");
        assertThat(persistence(false, 1)).isEmpty();
        assertThat(persistence(false, 0)).isEqualTo("Connection: keep-alive\r\n");
    }

    private static String persistence(boolean close, int minorVersion) {
        ResponseHead head = parsedAnswer(ok("Date: x\r\n"), false);
        String written = written(out -> HeadWriter.response(head, -2, close, minorVersion, latin1(DATE), out));
        return written.substring("HTTP/1.1 200 OK\r\nDate: x\r\n".length(), written.length() - 2);
    }

    @Test
    void heldToTheRoomThatItAsksFor() {
        String lines = "X: y\r\n".repeat(90);
        String head = get(lines + "Max-Forwards: 70000\r\n");
        ForwardedBy by = ForwardedBy.of(
                "0000:0000:0000:0000:0000:ffff:192.168.100.228%enp0s31f6",
                true, Optional.of("iri-lb"), "[0000:0000:0000:0000:0000:ffff:192.168.100.228]:65535");
        RequestHead parsed = parsedRequest(head);
        assertThat(written(out -> HeadWriter.request(parsed, by, Long.MAX_VALUE, true, out))
                        .length())
                .isLessThanOrEqualTo(HeadWriter.sizeFor(head.length()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 9", "15, f", "16, 10", "255, ff", "256, 100", "65536, 10000", "2147483647, 7fffffff"})
    void writesChunkSizes(int length, String size) {
        assertThat(written(out -> HeadWriter.chunkSize(length, out))).isEqualTo(size + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 999_999, Long.MAX_VALUE})
    void writesNumbers(long value) {
        assertThat(written(out -> HeadWriter.decimal(value, out))).isEqualTo(Long.toString(value));
    }
}

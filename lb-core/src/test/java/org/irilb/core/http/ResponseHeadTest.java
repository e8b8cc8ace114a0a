package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.answer;
import static org.irilb.core.http.Heads.ok;
import static org.irilb.core.http.Heads.parsedAnswer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {

    private static final String NODE = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n"
            + "Content-Length: 789\r\n\r\n";

    @Test
    void readsANodesAnswer() {
        ResponseHead head = parsedAnswer(NODE + "{", false);
        assertThat(head.length()).isEqualTo(NODE.length());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.isInterim()).isFalse();
        assertThat(head.framing()).isEqualTo(Framing.LENGTH);
        assertThat(head.contentLength()).isEqualTo(789);
        assertThat(head.isPersistent()).isTrue();
    }

    @Test
    void anyPartOfAValidHeadMayBecomeOne() {
        for (int length = 0; length < NODE.length(); length++) {
            assertThat(answer(NODE.substring(0, length))).isEqualTo(Outcome.INCOMPLETE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK",
                "HTTP/1.0 200 OK",
                "HTTP/1.9 200 OK",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200",
                "HTTP/1.1 200 Not at all\t\u00e4 OK ",
                "HTTP/1.1 100 Continue",
                "HTTP/1.1 599 x"
            })
    void acceptsStatusLines(String line) {
        assertThat(answer(line + "\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\nHTTP/1.1 200 OK",
                "HTTP/2.0 200 OK",
                "HTTP/0.9 200 OK",
                "HTTP/1.x 200 OK",
                "HTTP/1 200 OK",
                "http/1.1 200 OK",
                "HTTP/1.1  200 OK",
                "HTTP/1.1\t200 OK",
                " HTTP/1.1 200 OK",
                "ICY 200 OK",
                "HTTP/1.1 099 OK",
                "HTTP/1.1 000 OK",
                "HTTP/1.1 600 OK",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 2a0 OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1 200OK",
                "HTTP/1.1 200\tOK",
                "HTTP/1.1 200 O\u0000K",
                "HTTP/1.1 200 O\rK",
                "HTTP/1.1 200 OK\nA: b",
                "{\"error\":\"x\"}",
                "<html>"
            })
    void refusesWhatIsNoStatusLine(String line) {
        assertThat(answer(line + "\r\n\r\n")).isEqualTo(Outcome.BAD_STATUS_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A : b", "A: b\r\n c", "A: \u0000", "A: b\rC: d", "A: b\n", ": b"})
    void fieldLinesAreReadAsStrictlyAsARequests(String line) {
        assertThat(answer(ok(line + "\r\n")).isRefusal()).isTrue();
    }

    @Test
    void headsEndAtSixteenKibibytesAndAHundredFields() {
        String start = "HTTP/1.1 200 OK\r\nX: ";
        int rest = RequestHead.MAX_BYTES - start.length() - 4;
        assertThat(answer(start + "x".repeat(rest) + "\r\n\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(answer(start + "x".repeat(rest + 1) + "\r\n\r\n")).isEqualTo(Outcome.HEAD_TOO_LARGE);
        assertThat(answer("HTTP/1.1 200 " + "x".repeat(RequestHead.MAX_BYTES))).isEqualTo(Outcome.HEAD_TOO_LARGE);
        assertThat(answer(ok("A: b\r\n".repeat(101)))).isEqualTo(Outcome.TOO_MANY_FIELDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // status | to HEAD | line | framing
                "200 | false | Content-Length: 5          | LENGTH",
                "200 | false | Transfer-Encoding: chunked | CHUNKED",
                "200 | false | X: y                       | UNTIL_CLOSE",
                "500 | false | X: y                       | UNTIL_CLOSE",
                "205 | false | Content-Length: 0          | LENGTH",
                "200 | true  | Content-Length: 5          | NONE",
                "200 | true  | Transfer-Encoding: chunked | NONE",
                "200 | true  | X: y                       | NONE",
                "204 | false | X: y                       | NONE",
                "204 | false | Content-Length: 5          | NONE",
                "304 | false | Content-Length: 5          | NONE",
                "304 | false | Transfer-Encoding: chunked | NONE",
                "100 | false | Content-Length: 5          | NONE",
                "103 | false | X: y                       | NONE",
                "199 | false | X: y                       | NONE"
            })
    void knowsWhereTheBodyEnds(int status, boolean toHead, String line, Framing framing) {
        ResponseHead head = parsedAnswer("HTTP/1.1 " + status + " x\r\n" + line + "\r\n\r\n", toHead);
        assertThat(head.framing()).isEqualTo(framing);
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.isInterim()).isEqualTo(status < 200);
        assertThat(head.isPersistent()).isEqualTo(framing != Framing.UNTIL_CLOSE);
    }

    @Test
    void theLengthIsToldEvenWhereNoBodyFollows() {
        assertThat(parsedAnswer(ok("Content-Length: 5\r\n"), true).contentLength())
                .isEqualTo(5);
        assertThat(parsedAnswer(ok(""), true).contentLength()).isEqualTo(-1);
    }

    @Test
    void forgetsTheAnswerBefore() {
        ResponseHead head = new ResponseHead();
        byte[] first = Heads.latin1("HTTP/1.0 404 Not Found\r\nTransfer-Encoding: x\r\n\r\n");
        byte[] second = Heads.latin1(NODE);
        assertThat(head.parse(first, first.length, true)).isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
        assertThat(head.parse(second, second.length, false)).isEqualTo(Outcome.COMPLETE);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.framing()).isEqualTo(Framing.LENGTH);
    }
}

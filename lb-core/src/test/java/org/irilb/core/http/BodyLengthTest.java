package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.answer;
import static org.irilb.core.http.Heads.get;
import static org.irilb.core.http.Heads.ok;
import static org.irilb.core.http.Heads.parsedRequest;
import static org.irilb.core.http.Heads.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may say where a body ends; the same for requests and answers. */
class BodyLengthTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "00, 0", "26, 26", "000000000000000026, 26", "999999999999999999, 999999999999999999"})
    void readsALength(String value, long length) {
        RequestHead head = parsedRequest(get("Content-Length: \t" + value + " \r\n"));
        assertThat(head.framing()).isEqualTo(Framing.LENGTH);
        assertThat(head.contentLength()).isEqualTo(length);
        ResponseHead answer = Heads.parsedAnswer(ok("content-length:" + value + "\r\n"), false);
        assertThat(answer.framing()).isEqualTo(Framing.LENGTH);
        assertThat(answer.contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+5",
                "-5",
                "-0",
                "5 5",
                "5,5",
                "5, 5",
                "5,",
                ",5",
                "5;",
                "5.0",
                "5e0",
                "0x5",
                "5a",
                "a",
                "\"5\"",
                "5\u00a0",
                "\u00b2",
                "\u00a05",
                "1000000000000000000",
                "9223372036854775808",
                "18446744073709551621",
                "5\r\nContent-Length: 5",
                "5\r\nContent-Length: 6",
                "5\r\nCONTENT-LENGTH: 0",
                "5\r\nContent-Length:"
            })
    void refusesWhatIsNotOneNumber(String value) {
        assertThat(request(get("Content-Length: " + value + "\r\n"))).isEqualTo(Outcome.BAD_CONTENT_LENGTH);
        assertThat(answer(ok("Content-Length: " + value + "\r\n"))).isEqualTo(Outcome.BAD_CONTENT_LENGTH);
        assertThat(Outcome.BAD_CONTENT_LENGTH.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "chunked ", "\tchunked\t"})
    void readsChunked(String value) {
        assertThat(parsedRequest(get("Transfer-Encoding:" + value + "\r\n")).framing())
                .isEqualTo(Framing.CHUNKED);
        assertThat(Heads.parsedAnswer(ok("transfer-encoding: " + value + "\r\n"), false)
                        .framing())
                .isEqualTo(Framing.CHUNKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gzip",
                "identity",
                "gzip, chunked",
                "chunked, gzip",
                "chunked, chunked",
                "chunked,",
                ",chunked",
                "chunked;",
                "chunked;q=1",
                "chunke",
                "chunkedd",
                "xchunked",
                "x chunked",
                "\"chunked\"",
                "'chunked'",
                "chunked\u00a0",
                "\u00a0chunked",
                "cow",
                "chunked\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding: identity",
                "identity\r\nTransfer-Encoding: chunked",
                "\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding:"
            })
    void refusesWhatIsNotExactlyChunked(String value) {
        assertThat(request(get("Transfer-Encoding: " + value + "\r\n"))).isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
        assertThat(answer(ok("Transfer-Encoding: " + value + "\r\n"))).isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
        assertThat(Outcome.BAD_TRANSFER_ENCODING.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Content-Length: 0\r\nX: y\r\ntransfer-encoding: chunked",
                "Content-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked",
                "Content-Length: x\r\nTransfer-Encoding: chunked"
            })
    void refusesBothTogether(String lines) {
        assertThat(request(get(lines + "\r\n"))).isEqualTo(Outcome.AMBIGUOUS_LENGTH);
        assertThat(answer(ok(lines + "\r\n"))).isEqualTo(Outcome.AMBIGUOUS_LENGTH);
        assertThat(Outcome.AMBIGUOUS_LENGTH.status()).isEqualTo(400);
    }

    @Test
    void olderVersionsKnowNoChunks() {
        assertThat(request("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
        assertThat(request("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"))
                .isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
        assertThat(answer("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isEqualTo(Outcome.BAD_TRANSFER_ENCODING);
    }

    @Test
    void aRequestThatSaysNothingHasNoBody() {
        RequestHead head = parsedRequest("POST / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(head.framing()).isEqualTo(Framing.NONE);
        assertThat(head.contentLength()).isEqualTo(-1);
    }

    @Test
    void namingALengthInConnectionDoesNotHideIt() {
        assertThat(parsedRequest(get("Connection: Content-Length\r\nContent-Length: 5\r\n"))
                        .contentLength())
                .isEqualTo(5);
        assertThat(parsedRequest(get("Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n"))
                        .framing())
                .isEqualTo(Framing.CHUNKED);
    }
}

package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.DATE;
import static org.irilb.core.http.Heads.get;
import static org.irilb.core.http.Heads.latin1;
import static org.irilb.core.http.Heads.ok;
import static org.irilb.core.http.Heads.parsedAnswer;
import static org.irilb.core.http.Heads.parsedRequest;
import static org.irilb.core.http.Heads.written;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressionTest {

    private static final String LENGTH = "Content-Length: 1000\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private final Compression compression = new Compression(List.of("application/json", "text/"), 1000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "deflate, gzip",
                "deflate,gzip;q=0.001",
                "*",
                "br;q=1.0, *;q=0.1",
                " gzip ; q=1",
                "identity\r\nAccept-Encoding: gzip",
                "*;q=0, gzip",
                "x-gzip",
                "br, X-Gzip;q=0.5"
            })
    void aClientThatAcceptsGzipGetsIt(String value) {
        assertThat(compression.isWantedBy(parsedRequest(get("Accept-Encoding: " + value + "\r\n"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "x-gzip;q=0", "br, deflate"
            })
    void aClientThatDoesNotGetsTheAnswerAsItIs(String value) {
        assertThat(compression.isWantedBy(parsedRequest(get("Accept-Encoding: " + value + "\r\n"))))
                .isFalse();
    }

    @Test
    void whoSaysNothingGetsNothingForNotEveryClientCanReadIt() {
        assertThat(compression.isWantedBy(parsedRequest(get("")))).isFalse();
        assertThat(compression.isWantedBy(parsedRequest("GET / HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JSON + LENGTH,
                "Content-Type: APPLICATION/JSON; charset=utf-8\r\n" + LENGTH,
                "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n",
                JSON + LENGTH + "ETag: \"a\"\r\nCache-Control: no-store\r\n"
            })
    void answersOfTheseTypesAreCompressed(String lines) {
        assertThat(compression.suits(parsedAnswer(ok(lines), false))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LENGTH,
                "Content-Type: image/png\r\n" + LENGTH,
                JSON + "Content-Length: 999\r\n",
                JSON,
                JSON + LENGTH + "Content-Encoding: br\r\n",
                JSON + LENGTH + "Cache-Control: private, No-Transform\r\n",
                JSON + LENGTH + "ETag: \"a\"\r\nETag: \"b\"\r\n"
            })
    void allOthersAreNot(String lines) {
        assertThat(compression.suits(parsedAnswer(ok(lines), false))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 304, 404, 500})
    void onlySuccessIsCompressed(int status) {
        String head = "HTTP/1.1 " + status + " x\r\n" + JSON + LENGTH + "\r\n";
        assertThat(compression.suits(parsedAnswer(head, false))).isFalse();
    }

    @Test
    void theHeadSaysWhatWasDone() {
        ResponseHead head = parsedAnswer(ok(JSON + "ETag: \"v1\"\r\n" + LENGTH + "X-Other: 1\r\n"), false);
        assertThat(written(out -> HeadWriter.compressedResponse(head, false, latin1(DATE), out)))
                .isEqualTo("HTTP/1.1 200 OK\r\nETag: W/\"v1\"\r\n" + JSON + "X-Other: 1\r\n"
                        + "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" + DATE
                        + "Transfer-Encoding: chunked\r\n\r\n");
    }
}

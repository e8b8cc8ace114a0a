package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.irilb.core.http.Heads.answer;
import static org.irilb.core.http.Heads.get;
import static org.irilb.core.http.Heads.ok;
import static org.irilb.core.http.Heads.parsedAnswer;
import static org.irilb.core.http.Heads.parsedRequest;
import static org.irilb.core.http.Heads.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1 |                           | true",
                "1.1 | Connection: keep-alive    | true",
                "1.1 | Connection: close         | false",
                "1.1 | connection: CLOSE         | false",
                "1.1 | Connection: x,close ,y    | false",
                "1.1 | Connection: keep-alive, close | false",
                "1.1 | Connection: closed        | true",
                "1.1 | Connection:               | true",
                "1.0 |                           | false",
                "1.0 | Connection: Keep-Alive    | true",
                "1.0 | Connection: close         | false",
                "1.0 | Connection: keep-alive, close | false",
                "1.0 | Keep-Alive: timeout=5     | false"
            })
    void tellsWhetherTheConnectionGoesOn(String version, String line, boolean persistent) {
        String lines = line == null ? "" : line + "\r\n";
        assertThat(parsedRequest("GET / HTTP/" + version + "\r\nHost: a\r\n" + lines + "\r\n")
                        .isPersistent())
                .isEqualTo(persistent);
        assertThat(parsedAnswer("HTTP/" + version + " 200 OK\r\nContent-Length: 0\r\n" + lines + "\r\n", false)
                        .isPersistent())
                .isEqualTo(persistent);
    }

    @Test
    void readsEveryConnectionLine() {
        assertThat(parsedRequest(get("Connection: x\r\nA: b\r\nConnection: close\r\n"))
                        .isPersistent())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "close keep-alive", "a;b", "a=b", "\"close\"", "(x)", "close\u00a0", "a,@"})
    void refusesWhatIsNoListOfTokens(String value) {
        assertThat(request(get("Connection: " + value + "\r\n"))).isEqualTo(Outcome.BAD_CONNECTION);
        assertThat(answer(ok("Connection: " + value + "\r\n"))).isEqualTo(Outcome.BAD_CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ", ,close,,", "close,", ",close"})
    void emptyElementsOfTheListMeanNothing(String value) {
        RequestHead head = parsedRequest(get("Connection: " + value + "\r\n"));
        assertThat(head.isPersistent()).isEqualTo(!value.contains("close"));
        assertThat(head.keepsTrailers()).isTrue();
    }

    @Test
    void trailersStayBehindWhereFieldsAreNamedThatMayBeAmongThem() {
        assertThat(parsedAnswer(ok("Connection: close, upgrade, keep-alive\r\n"), false)
                        .keepsTrailers())
                .isTrue();
        assertThat(parsedAnswer(ok("Connection: X-Checksum\r\n"), false).keepsTrailers())
                .isFalse();
        assertThat(parsedRequest(get("Connection: close, x\r\n")).keepsTrailers())
                .isFalse();
    }

    @Test
    void forgetsTheMessageBefore() {
        RequestHead head = new RequestHead();
        byte[] first = Heads.latin1(get("Connection: close, upgrade, x\r\nUpgrade: y\r\n"));
        byte[] second = Heads.latin1(get("Upgrade: y\r\n"));
        head.parse(first, first.length);
        head.parse(second, second.length);
        assertThat(head.isPersistent()).isTrue();
        assertThat(head.asksForUpgrade()).isFalse();
        assertThat(head.keepsTrailers()).isTrue();
    }
}

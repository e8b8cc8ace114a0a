package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {

    private final RequestLine line = new RequestLine();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET / HTTP/1.0",
                "GET / HTTP/1.9",
                "get / HTTP/1.1",
                "!#$%&'*+-.^_`|~0aZ / HTTP/1.1",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF / HTTP/1.1",
                "GET //a//b HTTP/1.1",
                "GET /a;b=c,d/%20-._~!$&'()*+,;=:@|[] HTTP/1.1",
                "GET /? HTTP/1.1",
                "GET /a?b=c?d/{}|\\^`[]% HTTP/1.1",
                "GET http://a HTTP/1.1",
                "GET http://a/ HTTP/1.1",
                "GET HTTP://a:80/b?c HTTP/1.1",
                "GET https://[2001:db8::1]:443?x HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "OPTIONS / HTTP/1.1",
                "OPTIONS http://a HTTP/1.1"
            })
    void acceptsEveryFormOfARequest(String text) {
        assertThat(parse(text + "\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(line.end()).isEqualTo(text.length() + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " GET / HTTP/1.1",
                "\tGET / HTTP/1.1",
                "G(T / HTTP/1.1",
                "G\u0000T / HTTP/1.1",
                "G\u00c9T / HTTP/1.1",
                "GET:/ HTTP/1.1",
                "GET\t/ HTTP/1.1",
                "\u0016\u0003\u0001"
            })
    void refusesMethodsThatAreNoTokens(String text) {
        assertThat(parse(text + "\r\n")).isEqualTo(Outcome.BAD_METHOD);
    }

    @Test
    void refusesAMethodThatIsTooLongBeforeItsEnd() {
        assertThat(parse("A".repeat(32))).isEqualTo(Outcome.INCOMPLETE);
        assertThat(parse("A".repeat(33))).isEqualTo(Outcome.METHOD_TOO_LONG);
        assertThat(parse("A".repeat(33) + " / HTTP/1.1\r\n")).isEqualTo(Outcome.METHOD_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                "GET a HTTP/1.1",
                "GET HTTP/1.1",
                "GET /",
                "GET /\t HTTP/1.1",
                "GET /#a HTTP/1.1",
                "GET /?#a HTTP/1.1",
                "GET /\u0000 HTTP/1.1",
                "GET /\u007f HTTP/1.1",
                "GET /\u00e4 HTTP/1.1",
                "GET /?\u00e4 HTTP/1.1",
                "GET /\\a HTTP/1.1",
                "GET /\"a HTTP/1.1",
                "GET /<a> HTTP/1.1",
                "GET /{a} HTTP/1.1",
                "GET * HTTP/1.1",
                "POST * HTTP/1.1",
                "OPTIONS ** HTTP/1.1",
                "OPTIONS */ HTTP/1.1",
                "GET http:/a HTTP/1.1",
                "GET http:///a HTTP/1.1",
                "GET http:// HTTP/1.1",
                "GET http://?a HTTP/1.1",
                "GET http://:80/ HTTP/1.1",
                "GET http://a@b/ HTTP/1.1",
                "GET http://a:b@c/ HTTP/1.1",
                "GET http://a:99999/ HTTP/1.1",
                "GET http://a%zz/ HTTP/1.1",
                "GET http://[::1/ HTTP/1.1",
                "GET http://a\"/ HTTP/1.1",
                "GET ftp://a/ HTTP/1.1",
                "GET a:80 HTTP/1.1",
                "GET ?a HTTP/1.1",
                "GET %2f HTTP/1.1"
            })
    void refusesTargetsThatAreNotValid(String text) {
        assertThat(parse(text + "\r\n")).isEqualTo(Outcome.BAD_TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / ",
                "GET /  HTTP/1.1",
                "GET / http/1.1",
                "GET / HTTP/1",
                "GET / HTTP/11",
                "GET / HTTP/1.",
                "GET / HTTP/1,1",
                "GET / HTTP/a.1",
                "GET / HTTP/1.a",
                "GET / HTTP/1.10",
                "GET / HTTP/1.1 ",
                "GET / HTTP/1.1\t",
                "GET / HTTP 1.1",
                "GET / HTTPS/1.1",
                "GET / / HTTP/1.1"
            })
    void refusesVersionsThatAreNotValid(String text) {
        assertThat(parse(text + "\r\n")).isEqualTo(Outcome.BAD_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "2.0", "3.0", "9.9"})
    void saysThatOtherVersionsAreNotSupported(String version) {
        assertThat(parse("GET / HTTP/" + version + "\r\n")).isEqualTo(Outcome.UNSUPPORTED_VERSION);
        assertThat(Outcome.UNSUPPORTED_VERSION.status()).isEqualTo(505);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\nHost", "GET / HTTP/1.1\rHost", "GET / HTTP/1.1\r\rHost"})
    void refusesLinesThatDoNotEndInCrLf(String text) {
        assertThat(parse(text)).isEqualTo(Outcome.BAD_LINE_END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT a:443 HTTP/1.1", "CONNECT a HTTP/1.1", "CONNECT [::1]:443 HTTP/1.1"})
    void refusesConnect(String text) {
        assertThat(parse(text + "\r\n")).isEqualTo(Outcome.METHOD_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 0", "1.1, 1", "1.9, 9"})
    void tellsTheMinorVersion(String version, int minor) {
        parse("GET / HTTP/" + version + "\r\n");
        assertThat(line.minorVersion()).isEqualTo(minor);
    }

    @Test
    void tellsWhereThePartsOfAnAbsoluteTargetStand() {
        String text = "GET http://a.example:80/b?c HTTP/1.1\r\n";
        parse(text);
        assertThat(line.hasAuthority()).isTrue();
        assertThat(text.substring(line.authorityStart(), line.authorityEnd())).isEqualTo("a.example:80");
        assertThat(text.substring(line.pathStart(), line.targetEnd())).isEqualTo("/b?c");
    }

    @Test
    void forgetsTheLineBefore() {
        parse("HEAD http://a/ HTTP/1.0\r\n");
        assertThat(parse("GET / HTTP/1.1\r\n")).isEqualTo(Outcome.COMPLETE);
        assertThat(line.hasAuthority()).isFalse();
        assertThat(line.method()).isEqualTo(Method.GET);
        assertThat(parse("(")).isEqualTo(Outcome.BAD_METHOD);
        assertThat(line.method()).isEqualTo(Method.OTHER);
        assertThat(line.end()).isZero();
    }

    private Outcome parse(String text) {
        byte[] bytes = Heads.latin1(text);
        return line.parse(bytes, 0, bytes.length);
    }
}

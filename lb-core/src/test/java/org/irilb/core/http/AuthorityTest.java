package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.example",
                "A.Example.",
                "a:80",
                "a:",
                "a:0",
                "a:65535",
                "a:00080",
                "192.0.2.1",
                "192.0.2.1:14265",
                "a_b~c!$&'()*+,;=",
                "%41%2e",
                "[::1]",
                "[::1]:80",
                "[2001:db8::1]",
                "[::ffff:192.0.2.1]",
                "[0000:0000:0000:0000:0000:ffff:192.168.100.228]"
            })
    void acceptsHostsWithAndWithoutPort(String text) {
        assertThat(isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "a:b",
                "a:-1",
                "a:+80",
                "a:65536",
                "a:99999999999999999999",
                "a:80:80",
                "a:80 ",
                "a b",
                "a,b:80x",
                "a/b",
                "a@b",
                "a?b",
                "a#b",
                "a\\b",
                "a\u0000",
                "a\u00e4",
                "%",
                "%4",
                "%4g",
                "a%zz",
                "[]",
                "[",
                "[::1",
                "::1",
                "[::1]80",
                "[::1]a",
                "[:::]",
                "[1:2]",
                "[12345::]",
                "[1.2.3.4]",
                "[::1%25eth0]",
                "[v1.a]",
                "[0000:0000:0000:0000:0000:ffff:192.168.100.2288]",
                "[::1]]"
            })
    void refusesAllElse(String text) {
        assertThat(isValid(text)).isFalse();
    }

    private static boolean isValid(String text) {
        byte[] bytes = Heads.latin1("1" + text + "1");
        return Authority.isValid(bytes, 1, bytes.length - 1);
    }
}

package org.irilb.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.config.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1:14265, http://10.0.0.1:14265/",
        "10.0.0.1:14265, http://10.0.0.1:14265/",
        "HTTPS://node.example, https://node.example:443/",
        "http://iri_node/, http://iri_node:80/",
        "http://[2001:db8::1]:14265/api?x=1#top, http://[2001:db8::1]:14265/api?x=1",
        "http://node?x=1, http://node:80/?x=1",
    })
    void urlsAreUnderstoodAsCurlDoes(String url, String target) {
        assertThat(Target.parse(url)).hasToString("Optional[" + target + "]");
    }

    @Test
    void aPasswordIsKeptAndNotShown() {
        assertThat(Target.parse("https://admin:secret@node:1"))
                .contains(new Target(Scheme.HTTPS, "node", 1, "/", "admin:secret"))
                .get()
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-k", "ftp://node", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a b"})
    void whatIsNoUrlIsNoTarget(String text) {
        assertThat(Target.parse(text)).isEmpty();
    }
}

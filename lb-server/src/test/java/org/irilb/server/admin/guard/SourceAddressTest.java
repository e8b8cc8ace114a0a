package org.irilb.server.admin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::1, 0:0:0:0:0:0:0:0/64",
        "2001:db8:1:2:3::4, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:0:0:0:0/64, 2001:db8:1:2:0:0:0:0/64"
    })
    void anAddressNamesItsSource(String text, String source) {
        assertThat(SourceAddress.parse(text).orElseThrow().source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "192.0.2.0/64", "192.0.2", "2001:db8::/32"})
    void anythingElseIsNone(String text) {
        assertThat(SourceAddress.parse(text)).isEmpty();
    }
}

package org.irilb.consul.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsulAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8500, false, 127.0.0.1, 8500",
        "http://127.0.0.1:8500, false, 127.0.0.1, 8500",
        "http://127.0.0.1:8500/, false, 127.0.0.1, 8500",
        "HTTPS://Consul.example.org:443, true, Consul.example.org, 443",
        "consul, false, consul, 8500",
        "https://consul, true, consul, 8501",
        "http://consul_server:80, false, consul_server, 80",
        "[::1]:8500, false, ::1, 8500",
        "https://[fd00::1], true, fd00::1, 8501",
        "' http://a:1 ', false, a, 1",
        "http://a:65535, false, a, 65535",
    })
    void addressesAreReadAsConsulsOwnToolsDo(String text, boolean tls, String host, int port) {
        assertThat(ConsulAddress.parse(text)).isEqualTo(new ConsulAddress(tls, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:///run/consul.sock",
                "ftp://a:1",
                "http://",
                "http://a:0",
                "http://a:65536",
                "http://a:123456789012",
                "http://a:http",
                "http://a:1/path",
                "http://user@a:1",
                "http://a:1?x=y",
                "http://::1:8500",
                "a b",
                "http://a\nb"
            })
    void whatIsNoAddressSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> ConsulAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("consul address: '")
                .hasMessageEndingWith("' (expected: http://HOST:PORT or https://HOST:PORT, the port 1..65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a:8500", "https://[::1]:8501"})
    void itPrintsWhatItReads(String text) {
        assertThat(ConsulAddress.parse(text)).hasToString(text);
    }
}

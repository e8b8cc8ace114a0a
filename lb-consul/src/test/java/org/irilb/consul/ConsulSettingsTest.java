package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsulSettingsTest {

    @Test
    void settingsDoNotPrintTheToken() {
        ConsulSettings settings = settings("iri", "s3cret").withDatacenters("west", "east");

        assertThat(settings)
                .hasToString(
                        "service iri at http://127.0.0.1:8500, http://consul.example:8500, datacenters west, east");
        assertThat(settings.access().toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "ä"})
    void aTokenThatCannotBeAHeaderIsRefusedWithoutRepeatingIt(String token) {
        assertThatThrownBy(() -> settings("iri", token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("consul token: empty or with blanks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "i\nri"})
    void aServiceNeedsAName(String service) {
        assertThatThrownBy(() -> settings(service, "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("consul service: '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dc 1; consul datacenter: 'dc 1' (expected: letters, digits, - and _)",
                "../x; consul datacenter: '../x' (expected: letters, digits, - and _)",
                "a,a; consul datacenters: [a, a] (expected: each of them once)"
            })
    void datacentersAreNamesAndEachIsThereOnce(String names, String problem) {
        assertThatThrownBy(() -> settings("iri", "t").withDatacenters(names.split(",")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void eachOfSeveralDatacentersHasASnapshotOfItsOwn() {
        ConsulSettings settings = settings("iri", "t").withSnapshot(Path.of("dir/lb.snapshot"));
        assertThat(settings.snapshot(Optional.empty())).contains(Path.of("dir/lb.snapshot"));
        assertThat(settings.withDatacenters("a").snapshot(Optional.of("a"))).contains(Path.of("dir/lb.snapshot"));
        assertThat(settings.withDatacenters("a", "b").snapshot(Optional.of("b")))
                .contains(Path.of("dir/lb.snapshot.b"));
    }

    private static ConsulSettings settings(String service, String token) {
        return ConsulSettings.of(
                new ConsulAccess(
                        List.of(ConsulAddress.parse("127.0.0.1"), ConsulAddress.parse("consul.example")),
                        new ConsulToken.Literal(token),
                        ConsulTls.STANDARD),
                service);
    }
}

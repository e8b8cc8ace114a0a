package org.irilb.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.10.0, 1.8.6, 1",
        "1.8.6, 1.10.0, -1",
        "1.4.2.1, 1.4.2, 1",
        "1.8, 1.8.0, 0",
        "v1.8.6, 1.8.6, 0",
        "1.8.6-RELEASE, 1.8.6, 0",
        "1.8.6+g1234, 1.8.6, 0",
        "1.8.0-RC1, 1.8.0, -1",
        "1.8.0-rc.1, 1.7.9, 1",
        "1.8.0rc2, 1.8.0-RC1, 0",
        "1.8.0-SNAPSHOT, 1.8.0, -1",
        "2, 1.999999999, 1",
    })
    void versionsAreOrderedByTheirNumbers(String one, String other, int order) {
        assertThat(new Version(one).compareTo(new Version(other))).isEqualTo(order);
        assertThat(new Version(other).compareTo(new Version(one))).isEqualTo(-order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IRI", "1.", ".1", "1..2", "1.9999999999", "-1", "1,8"})
    void whatIsNoVersionIsNone(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }
}

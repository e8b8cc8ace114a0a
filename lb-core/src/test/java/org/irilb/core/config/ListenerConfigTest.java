package org.irilb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListenerConfigTest {

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.0:14267", "::, [::]:14267", "::1, [::1]:14267", "localhost, localhost:14267"})
    void itsAddressIsWrittenAsItIsConfigured(String host, String written) {
        assertThat(new ListenerConfig("front", host, 0, false, 10).addressWith(14_267))
                .isEqualTo(written);
    }
}

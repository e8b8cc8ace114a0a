package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "14, 14",
        "999999999, 999999999",
        "2147483647, 2147483647",
        "2147483648, 2147483647",
        "99999999999999999999, 2147483647",
        "-0, 0",
        "-14, -14",
        "-1e99, -2147483648",
        "14.99, 14",
        "1.4e1, 14",
        "140E-1, 14",
        "1e400, 2147483647"
    })
    void readsAnIntegerAsNodesDo(String number, int value) {
        byte[] bytes = ("7" + number + "7").getBytes(StandardCharsets.US_ASCII);
        assertThat(JsonNumber.toInt(bytes, 1, bytes.length - 1)).isEqualTo(value);
    }
}

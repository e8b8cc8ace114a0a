package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TernaryTest {

    @Test
    void digitsOfEveryTryteMakeTheSameTryte() {
        String all = "9ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assertThat(Ternary.trytes(Ternary.trits(all))).isEqualTo(all);
        assertThat(Ternary.trits("9AMNZ")).containsExactly(0, 0, 0, 1, 0, 0, 1, 1, 1, -1, -1, -1, -1, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 99", "1, A9", "13, M9", "14, NA", "27, 9A", "-1, Z9", "-14, MZ", "364, MM"})
    void numbersAreWrittenWithTheLowestTryteFirst(long number, String trytes) {
        assertThat(Ternary.trytes(number, 2)).isEqualTo(trytes);
    }

    @ParameterizedTest
    @CsvSource({"999, false", "A99, false", "Z99, true", "ZA9, false", "AZ9, true"})
    void theHighestTryteTellsTheSign(String number, boolean negative) {
        assertThat(Ternary.isNegative(number)).isEqualTo(negative);
    }
}

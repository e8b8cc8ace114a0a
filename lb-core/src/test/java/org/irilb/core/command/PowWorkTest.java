package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowWorkTest {

    @Test
    void eachMagnitudeIsThreeTimesTheWork() {
        assertThat(new PowWork(1, 14).usualTransactions()).isEqualTo(1);
        assertThat(new PowWork(4, 14).usualTransactions()).isEqualTo(4);
        assertThat(new PowWork(1, 16).usualTransactions()).isEqualTo(9);
        assertThat(new PowWork(2, 13).usualTransactions()).isEqualTo(2 / 3.0, within(1e-9));
    }

    @Test
    void whereNoMagnitudeIsSaidTheUsualOneIsMeant() {
        assertThat(new PowWork(3, PowWork.NOT_SAID).usualTransactions()).isEqualTo(3);
        assertThat(PowWork.NONE.usualTransactions()).isZero();
    }

    @Test
    void noMagnitudeIsTooLargeToCountWith() {
        assertThat(new PowWork(1000, Integer.MAX_VALUE).usualTransactions())
                .isFinite()
                .isGreaterThan(1e100);
        assertThat(new PowWork(0, Integer.MAX_VALUE).usualTransactions()).isZero();
    }
}

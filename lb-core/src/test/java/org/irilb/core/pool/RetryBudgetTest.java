package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryBudgetTest {

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "19, 3", "20, 4", "100, 20"})
    void aFifthOfTheRequestsInFlightMayRetryAndAtLeastThree(int inFlight, int expected) {
        RetryBudget budget = new RetryBudget();
        int taken = 0;
        while (budget.tryTake(inFlight)) {
            taken++;
        }
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        RetryBudget budget = new RetryBudget();
        while (budget.tryTake(0)) {
            // until it is used up
        }
        budget.giveBack();
        assertThat(budget.tryTake(0)).isTrue();
        assertThat(budget.tryTake(0)).isFalse();
    }
}

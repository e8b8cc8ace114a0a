package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CostBudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NOW = 1000 * SECOND;

    /** Ten tokens a second, at most a hundred. */
    private final CostBudget budget = new CostBudget(10, SECOND, 100);

    @Test
    void aNewSourceHasAFullBudget() {
        assertThat(budget.left(0, NOW)).isEqualTo(100);
        assertThat(budget.left(budget.take(0, NOW, 30), NOW)).isEqualTo(70);
    }

    @Test
    void whatWasTakenComesBackUpToTheBurst() {
        long used = budget.take(0, NOW, 100);

        assertThat(budget.left(used, NOW)).isZero();
        assertThat(budget.left(used, NOW + SECOND)).isEqualTo(10);
        assertThat(budget.left(used, NOW + 1000 * SECOND)).isEqualTo(100);
    }

    @Test
    void whoHasTooLittleIsToldHowLongToWait() {
        long used = budget.take(0, NOW, 95);

        assertThat(budget.take(used, NOW, 5)).isPositive();
        assertThat(budget.take(used, NOW, 20)).isEqualTo(-SECOND * 3 / 2);
        assertThat(budget.take(used, NOW + SECOND * 3 / 2, 20)).isPositive();
    }

    @Test
    void whatCostsMoreThanAllIsGrantedToAFullBudgetAndLeavesADebt() {
        long used = budget.take(0, NOW, 1000);

        assertThat(budget.left(used, NOW)).isEqualTo(-900);
        assertThat(budget.take(used, NOW, 1)).isEqualTo(-901 * SECOND / 10);
        assertThat(budget.take(budget.take(0, NOW, 1), NOW, 1000)).isEqualTo(-SECOND / 10);
    }

    @Test
    void whatIsChargedMayLeaveADebt() {
        assertThat(budget.left(budget.charge(0, NOW, 30), NOW)).isEqualTo(70);
        assertThat(budget.left(budget.charge(budget.take(0, NOW, 90), NOW, 30), NOW))
                .isEqualTo(-20);
    }

    @Test
    void whatCostsNothingIsGrantedToAnEmptyBudgetOnly() {
        assertThat(budget.take(budget.take(0, NOW, 100), NOW, 0)).isPositive();
        assertThat(budget.take(budget.take(0, NOW, 200), NOW, 0)).isNegative();
    }

    @Test
    void theLargestCostDoesNotOverflow() {
        CostBudget slow = new CostBudget(1, TimeUnit.HOURS.toNanos(12), Integer.MAX_VALUE);

        long used = slow.take(slow.take(0, NOW, Integer.MAX_VALUE), NOW, Integer.MAX_VALUE);

        assertThat(used).isNegative();
        assertThat(-used).isLessThanOrEqualTo(TimeUnit.DAYS.toNanos(365));
    }
}

package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedOrderTest {

    @Test
    void isTheSmoothOrderThatHaproxyHas() {
        assertThat(WeightedOrder.of(new int[] {5, 3, 2})).containsExactly(0, 1, 0, 2, 0, 1, 0, 1, 0, 2);
        assertThat(WeightedOrder.of(new int[] {2, 1, 1})).containsExactly(0, 1, 0, 2);
        assertThat(WeightedOrder.of(new int[] {1, 1, 1})).containsExactly(0, 1, 2);
    }

    @Test
    void aRoundIsNoLongerThanTheWeightsNeed() {
        assertThat(WeightedOrder.of(new int[] {50, 30, 20})).isEqualTo(WeightedOrder.of(new int[] {5, 3, 2}));
        assertThat(WeightedOrder.of(new int[] {256})).containsExactly(0);
        assertThat(WeightedOrder.of(new int[] {})).isEmpty();
    }

    @Test
    void nobodyIsEverAheadOfHisShareByMoreThanOneTurn() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int[] weights = random.ints(1 + random.nextInt(12), 1, 257).toArray();
            int[] order = WeightedOrder.of(weights);
            int[] turns = new int[weights.length];
            long total = Arrays.stream(weights).sum();
            for (int step = 0; step < order.length; step++) {
                int next = order[step];
                turns[next]++;
                assertThat((turns[next] - 1) * total)
                        .as("turns of %d by step %d of %s", next, step, Arrays.toString(weights))
                        .isLessThanOrEqualTo((long) step * weights[next]);
            }
            for (int i = 0; i < weights.length; i++) {
                assertThat(turns[i] * total).isEqualTo((long) order.length * weights[i]);
            }
        }
    }

    @Test
    void aRoundThatWouldBeTooLongIsScaledDownAndForgetsNobody() {
        int[] weights = new int[1000];
        Arrays.fill(weights, 65_535);
        weights[17] = 1;
        weights[18] = 32_768;

        int[] order = WeightedOrder.of(weights);

        int[] turns = new int[weights.length];
        Arrays.stream(order).forEach(i -> turns[i]++);
        assertThat(order.length).isLessThanOrEqualTo(WeightedOrder.MAX_LENGTH + weights.length);
        assertThat(turns[0]).isEqualTo(262);
        assertThat(turns[17]).isEqualTo(1);
        assertThat(turns[18]).isEqualTo(131);
    }
}

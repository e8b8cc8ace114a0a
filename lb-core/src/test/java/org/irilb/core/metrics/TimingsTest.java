package org.irilb.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimingsTest {

    @Test
    void sumsAndHighestValuesAreThoseOfAllLoops() {
        Timings timings = new Timings(2);
        assertThat(timings.count()).isZero();
        timings.add(0, 1, 20, 300, 4000);
        timings.add(1, 5, 10, 700, 2000);
        timings.add(1, 2, 15, 100, 3000);
        assertThat(timings.count()).isEqualTo(3);
        assertThat(timings.sum(Timings.Phase.QUEUE)).isEqualTo(8);
        assertThat(timings.sum(Timings.Phase.CONNECT)).isEqualTo(45);
        assertThat(timings.sum(Timings.Phase.RESPONSE)).isEqualTo(1100);
        assertThat(timings.sum(Timings.Phase.TOTAL)).isEqualTo(9000);
        assertThat(timings.highest(Timings.Phase.QUEUE)).isEqualTo(5);
        assertThat(timings.highest(Timings.Phase.CONNECT)).isEqualTo(20);
        assertThat(timings.highest(Timings.Phase.RESPONSE)).isEqualTo(700);
        assertThat(timings.highest(Timings.Phase.TOTAL)).isEqualTo(4000);
    }
}

package org.irilb.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountersTest {

    private final Counters counters = new Counters(2);

    @Test
    void theLoopsCountTogether() {
        counters.increment(0, Counter.REQUESTS);
        counters.add(1, Counter.REQUESTS, 4);

        assertThat(counters.sum(Counter.REQUESTS)).isEqualTo(5);
        assertThat(counters.sum(Counter.SESSIONS)).isZero();
    }

    @Test
    void whatIsOpenStaysSoWhenCountingBeginsAnew() {
        counters.add(0, Counter.H2_STREAMS, 3);
        counters.increment(1, Counter.H2_STREAMS_ENDED);
        counters.clear();
        assertThat(counters.sum(Counter.H2_STREAMS)).isZero();
        assertThat(counters.open(Counter.H2_STREAMS, Counter.H2_STREAMS_ENDED)).isEqualTo(2);

        counters.increment(0, Counter.H2_STREAMS);
        counters.increment(1, Counter.H2_STREAMS_ENDED);
        assertThat(counters.sum(Counter.H2_STREAMS)).isEqualTo(1);
        assertThat(counters.open(Counter.H2_STREAMS, Counter.H2_STREAMS_ENDED)).isEqualTo(2);
    }
}

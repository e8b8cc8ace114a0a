package org.irilb.core.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;

final class EventTimeTest {

    private final EventTime time = new EventTime();

    @Test
    void anEventHasOneTime() {
        time.begin();
        long began = time.nanos();
        Await.until("the clock has gone on", () -> System.nanoTime() - began > 0);

        assertThat(time.nanos()).isEqualTo(began);
    }

    @Test
    void theNextEventHasAnother() {
        time.begin();
        long first = time.nanos();
        time.end();
        Await.until("the clock has gone on", () -> System.nanoTime() - first > 0);
        time.begin();

        assertThat(time.nanos() - first).isPositive();
    }

    @Test
    void betweenEventsTheClockIsAsked() {
        time.begin();
        long began = time.nanos();
        Await.until("the clock has gone on", () -> System.nanoTime() - began > 0);
        time.end();

        assertThat(time.nanos() - began).isPositive();
    }
}

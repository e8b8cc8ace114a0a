package org.irilb.server.admin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DelayTest {

    @Test
    void timesHaveHaproxysUnitsAndAreSecondsWithoutOne() {
        assertThat(Delay.parse("90")).contains(Duration.ofSeconds(90));
        assertThat(Delay.parse("1500ms")).contains(Duration.ofMillis(1500));
        assertThat(Delay.parse("7us")).contains(Duration.ofNanos(7000));
        assertThat(Delay.parse("2m")).contains(Duration.ofMinutes(2));
        assertThat(Delay.parse("3h")).contains(Duration.ofHours(3));
        assertThat(Delay.parse("24d")).contains(Duration.ofDays(24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "s", "1x", "25d", "99999999999999999999", "1 s"})
    void anythingElseIsNone(String text) {
        assertThat(Delay.parse(text)).isEmpty();
    }
}

package org.irilb.core.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.irilb.core.proxy.loop.EventTime;
import org.junit.jupiter.api.Test;

final class CourseTest {

    private final EventTime time = new EventTime();
    private final Course course = new Course(time, time.nanos());

    @Test
    void whatReachesNoSecondServerHasNoTimesOfTheFirstOne() {
        course.chosen();
        course.connected();

        course.chosen();

        assertThat(course.queueMillis()).isNotNegative();
        assertThat(course.connectMillis()).isEqualTo(-1);
        assertThat(course.responseMillis()).isEqualTo(-1);
    }
}

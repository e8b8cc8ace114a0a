package org.irilb.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WatchersTest {

    @Test
    void aTallyComesThroughAsItIs() {
        Tally tally = new Tally(3, 1, 70_000, 1_000_000);
        assertThat(Tally.parse(tally.toLine())).isEqualTo(tally);
        assertThatThrownBy(() -> Tally.parse("3 1")).hasMessageContaining("tally: '3 1' (expected: ");
    }

    @Test
    void aRunInWhichSomebodyGotNoAnswerIsNone() {
        assertThatCode(() -> new Tally(3, 0, 1, 1).requireAllAnswered()).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Tally(3, 1, 1, 1).requireAllAnswered())
                .hasMessage("1 of 4 who watch got no answer");
        assertThatThrownBy(() -> new Tally(0, 0, 0, 1).requireAllAnswered()).isInstanceOf(BadRun.class);
    }
}

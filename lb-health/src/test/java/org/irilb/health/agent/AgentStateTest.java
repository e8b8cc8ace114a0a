package org.irilb.health.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.health.check.CheckStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentStateTest {

    private static AgentState after(String... lines) {
        AgentState state = AgentState.SILENT;
        for (String line : lines) {
            state = state.next(line);
        }
        return state;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ready                 | READY
            drain                 | DRAIN
            maint                 | MAINT
            down                  | DOWN
            fail                  | DOWN
            stopped               | DOWN
            up                    | READY
            drain down            | DOWN
            maint down            | MAINT
            maint,ready           | READY
            down#text             | READY
            DOWN                  | DOWN
            Drain                 | DRAIN
            nonsense              | READY
            #down                 | READY
            up#down               | READY
            """)
    void wordsSayTheState(String line, ServiceState state) {
        assertThat(after(line).verdict().state()).isEqualTo(state);
    }

    @Test
    void whatIsNotSpokenOfStays() {
        AgentState state = after("drain 50% maxconn:2", "down");
        assertThat(state.verdict().state()).isEqualTo(ServiceState.DOWN);
        assertThat(state.verdict().weightPercent()).hasValue(50);

        state = state.next("up");
        assertThat(state.verdict().state()).isEqualTo(ServiceState.DRAIN);
        state = state.next("ready 100% maxconn:0");
        assertThat(state.verdict().state()).isEqualTo(ServiceState.READY);
        assertThat(state.verdict().weightPercent()).hasValue(100);
        assertThat(state.verdict().maxInFlight()).isEmpty();
    }

    @Test
    void theReasonIsTheLastWord() {
        assertThat(after("down #no disk").verdict())
                .isEqualTo(new HealthVerdict(
                        ServiceState.DOWN, "agent: down (no disk)", OptionalInt.empty(), OptionalInt.empty()));
        assertThat(after("up # 75% down").verdict()).isEqualTo(HealthVerdict.FIT);
    }

    @ParameterizedTest
    @CsvSource({"up, L7OK", "ready up 50%, L7OK", "down # disk, L7STS", "stopped, L7STS", "drain, CHECKED", "x, CHECKED"
    })
    void itsCodeIsThatOfHaproxy(String line, CheckStatus code) {
        assertThat(after("up", line).said()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"75%, 75", "0%, 0", "99999%, 25600", "%, -1", "-1%, -1", "7.5%, -1", "weight:5, -1", "100000%, -1"})
    void sharesOfTheWeightArePercentages(String word, int percent) {
        assertThat(after(word).verdict().weightPercent())
                .isEqualTo(percent < 0 ? OptionalInt.empty() : OptionalInt.of(percent));
    }
}

package org.irilb.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthVerdictTest {

    private static NodeConfig node(ServiceState state) {
        return Setup.node(80, 10, 5).in(state, "source");
    }

    @ParameterizedTest
    @CsvSource({
        "READY, DOWN, DOWN, verdict",
        "READY, DRAIN, DRAIN, verdict",
        "DRAIN, DOWN, DOWN, verdict",
        "MAINT, DOWN, MAINT, source",
        "DRAIN, READY, DRAIN, source",
        "DOWN, DOWN, DOWN, source",
        "DOWN, DRAIN, DOWN, source",
    })
    void theStricterOfSourceAndVerdictCounts(
            ServiceState source, ServiceState verdict, ServiceState state, String reason) {
        NodeConfig judged = new HealthVerdict(verdict, "verdict").applyTo(node(source));

        assertThat(judged.state()).isEqualTo(state);
        assertThat(judged.reason()).isEqualTo(reason);
    }

    @Test
    void whoIsFitStaysAsItWas() {
        NodeConfig node = node(ServiceState.READY);

        assertThat(HealthVerdict.FIT.applyTo(node)).isSameAs(node);
    }

    @ParameterizedTest
    @CsvSource({"100, 10", "50, 5", "1, 1", "11, 2", "0, 0", "25600, 2560"})
    void aShareOfTheWeightIsRoundedUp(int percent, int weight) {
        HealthVerdict verdict = new HealthVerdict(ServiceState.READY, "", OptionalInt.of(percent), OptionalInt.of(3));

        NodeConfig judged = verdict.applyTo(node(ServiceState.READY));

        assertThat(judged.weight()).isEqualTo(weight);
        assertThat(judged.maxInFlight()).isEqualTo(3);
        assertThat(judged.state()).isEqualTo(ServiceState.READY);
    }

    @Test
    void twoVerdictsTogetherLimitAsEitherDoes() {
        HealthVerdict down = new HealthVerdict(ServiceState.DOWN, "down");
        HealthVerdict half = new HealthVerdict(ServiceState.READY, "", OptionalInt.of(50), OptionalInt.empty());

        assertThat(half.and(down))
                .isEqualTo(new HealthVerdict(ServiceState.DOWN, "down", OptionalInt.of(50), OptionalInt.empty()));
        assertThat(down.and(half)).isEqualTo(half.and(down));
    }
}

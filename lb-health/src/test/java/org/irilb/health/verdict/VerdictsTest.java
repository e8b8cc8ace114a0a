package org.irilb.health.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    private static final HealthVerdict DOWN = new HealthVerdict(ServiceState.DOWN, "down");
    private static final HealthVerdict ALSO_DOWN = new HealthVerdict(ServiceState.DOWN, "down, too");
    private static final HealthVerdict DRAIN = new HealthVerdict(ServiceState.DRAIN, "drained");

    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final Verdicts verdicts = new Verdicts(published::add);

    @Test
    void theStrictestOpinionCountsAndAmongEqualsTheFirst() {
        verdicts.update(Opinion.TRAFFIC, Map.of("a", ALSO_DOWN, "b", DOWN));
        verdicts.update(Opinion.AGENT, Map.of("b", DRAIN, "c", DRAIN));
        verdicts.update(Opinion.CHECKS, Map.of("a", DOWN));

        assertThat(published.get(2)).isEqualTo(Map.of("a", DOWN, "b", DOWN, "c", DRAIN));
    }

    @Test
    void whoChangesHisMindLeavesTheOthersToTheirs() {
        verdicts.update(Opinion.CHECKS, Map.of("a", DOWN));
        verdicts.update(Opinion.TRAFFIC, Map.of("a", ALSO_DOWN));
        verdicts.update(Opinion.CHECKS, Map.of());

        assertThat(published.get(published.size() - 1)).isEqualTo(Map.of("a", ALSO_DOWN));
    }

    @Test
    void whatChangesNothingIsNotToldAgain() {
        verdicts.update(Opinion.CHECKS, Map.of());
        verdicts.update(Opinion.CHECKS, Map.of("a", DOWN));
        verdicts.update(Opinion.TRAFFIC, Map.of("a", ALSO_DOWN));
        verdicts.update(Opinion.TRAFFIC, Map.of());

        assertThat(published).hasSize(1);
    }
}

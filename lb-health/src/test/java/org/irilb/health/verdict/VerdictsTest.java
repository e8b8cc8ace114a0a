package org.irilb.health.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.Opinion.Holder;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    private static final HealthVerdict DOWN = new HealthVerdict(ServiceState.DOWN, "down");
    private static final HealthVerdict ALSO_DOWN = new HealthVerdict(ServiceState.DOWN, "down, too");
    private static final HealthVerdict DRAIN = new HealthVerdict(ServiceState.DRAIN, "drained");

    private long now;
    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final Verdicts verdicts = new Verdicts(() -> now, published::add);

    @Test
    void theStrictestOpinionCountsAndAmongEqualsTheFirst() {
        verdicts.update(Holder.EVIDENCE, Map.of("a", ALSO_DOWN, "b", DOWN));
        verdicts.update(Holder.AGENT, Map.of("b", DRAIN, "c", DRAIN));
        verdicts.update(Holder.CHECKS, Map.of("a", DOWN));

        assertThat(published.get(2)).isEqualTo(Map.of("a", DOWN, "b", DOWN, "c", DRAIN));
    }

    @Test
    void whoChangesHisMindLeavesTheOthersToTheirs() {
        verdicts.update(Holder.CHECKS, Map.of("a", DOWN));
        verdicts.update(Holder.EVIDENCE, Map.of("a", ALSO_DOWN));
        verdicts.update(Holder.CHECKS, Map.of());

        assertThat(published.get(published.size() - 1)).isEqualTo(Map.of("a", ALSO_DOWN));
    }

    @Test
    void whatChangesNothingIsNotToldAgain() {
        verdicts.update(Holder.CHECKS, Map.of());
        verdicts.update(Holder.CHECKS, Map.of("a", DOWN));
        verdicts.update(Holder.EVIDENCE, Map.of("a", ALSO_DOWN));
        verdicts.update(Holder.EVIDENCE, Map.of());

        assertThat(published).hasSize(1);
    }

    @Test
    void whoHoldsWhatIsTellableAndSinceWhenWhateverTheWords() {
        verdicts.update(Holder.AGENT, Map.of("a", DRAIN));
        now = 5;
        verdicts.update(Holder.CHECKS, Map.of("a", DOWN));
        now = 7;
        verdicts.update(Holder.CHECKS, Map.of("a", ALSO_DOWN));

        assertThat(verdicts.of("a"))
                .containsExactly(
                        new Opinion(Holder.CHECKS, ServiceState.DOWN, "down, too", Duration.ofNanos(2)),
                        new Opinion(Holder.AGENT, ServiceState.DRAIN, "drained", Duration.ofNanos(7)));
        assertThat(verdicts.of("b")).isEmpty();
    }

    @Test
    void whatASourceSaysIsNotedAndNotToldToWhoHasItFromThere() {
        verdicts.update(Holder.SOURCE, Map.of("a", DOWN, "b", HealthVerdict.FIT));

        assertThat(published).isEmpty();
        assertThat(verdicts.of("b")).containsExactly(new Opinion(Holder.SOURCE, ServiceState.READY, "", Duration.ZERO));
    }
}

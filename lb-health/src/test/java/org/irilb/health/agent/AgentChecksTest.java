package org.irilb.health.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.health.kit.VirtualWorld;
import org.junit.jupiter.api.Test;

/** Every time here is virtual. */
class AgentChecksTest {

    private final VirtualWorld world = new VirtualWorld();
    private final Map<String, String> lines = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final AgentChecks agents =
            new AgentChecks(world, Duration.ofSeconds(10).toNanos(), this::ask, published::add);

    private CompletableFuture<String> ask(String host) {
        asked.add(host);
        return lines.containsKey(host)
                ? CompletableFuture.completedFuture(lines.get(host))
                : CompletableFuture.failedFuture(new IOException("refused"));
    }

    private void seconds(int seconds) {
        world.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void agentsAreAskedFromTimeToTime() {
        lines.put("a", "up");
        agents.update(Map.of("one", "a", "two", "b"));
        seconds(31);

        assertThat(asked).hasSize(8).contains("a", "b");
        assertThat(published).isEmpty();
        assertThat(agents.said("one")).contains("agent: up");
        assertThat(agents.said("two")).isEmpty();
    }

    @Test
    void whatAnAgentSaysIsToldOnceAndStaysWhileItIsSilent() {
        lines.put("a", "drain");
        agents.update(Map.of("one", "a"));
        seconds(30);
        lines.remove("a");
        seconds(30);
        lines.put("a", "");
        seconds(30);

        assertThat(published).hasSize(1);
        assertThat(published.get(0).get("one").state()).isEqualTo(ServiceState.DRAIN);

        lines.put("a", "ready");
        seconds(10);
        assertThat(published.get(1)).isEmpty();
    }

    @Test
    void aNodeThatLeavesTakesWhatItsAgentSaidWithIt() {
        lines.put("a", "down");
        agents.update(Map.of("one", "a"));
        seconds(1);
        agents.update(Map.of());
        seconds(0);
        int before = asked.size();
        seconds(60);

        assertThat(published.get(published.size() - 1)).isEmpty();
        assertThat(asked).hasSize(before);
        assertThat(agents.said("one")).isEmpty();
    }
}

package org.irilb.health.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.Line;
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

    private CompletableFuture<Line> ask(AgentAddress agent) {
        asked.add(agent.host());
        return CompletableFuture.completedFuture(
                lines.containsKey(agent.host())
                        ? new Line(CheckStatus.L7OK, Duration.ofMillis(3), lines.get(agent.host()))
                        : new Line(CheckStatus.L4CON, Duration.ofMillis(5), "Connection refused"));
    }

    private static AgentAddress at(String host) {
        return new AgentAddress(host, 8080);
    }

    private void seconds(int seconds) {
        world.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void agentsAreAskedFromTimeToTime() {
        lines.put("a", "up");
        agents.update(Map.of("one", at("a"), "two", at("b")));
        seconds(31);

        assertThat(asked).hasSize(8).contains("a", "b");
        assertThat(published).isEmpty();
        assertThat(agents.status("one"))
                .contains(new AgentStatus(
                        8080, "L7OK", "Layer7 check passed", Duration.ofMillis(3), "via agent : up", true));
        assertThat(agents.status("two"))
                .contains(new AgentStatus(
                        8080, "L4CON", "Layer4 connection problem", Duration.ofMillis(5), "Connection refused", true));
    }

    @Test
    void whatAnAgentSaysIsToldOnceAndStaysWhileItIsSilent() {
        lines.put("a", "drain");
        agents.update(Map.of("one", at("a")));
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
    void whatItSaidLastOfUpAndDownStaysWhateverElseIsSaid() {
        lines.put("a", "down # disk");
        agents.update(Map.of("one", at("a")));
        assertThat(agents.status("one")).isEmpty();
        seconds(1);
        assertThat(agents.status("one").orElseThrow().text()).isEqualTo("via agent : down (disk)");
        assertThat(agents.status("one").orElseThrow().isUp()).isFalse();

        lines.put("a", "");
        seconds(10);
        assertThat(agents.status("one").orElseThrow().code()).isEqualTo("CHECKED");
        assertThat(agents.status("one").orElseThrow().isUp()).isFalse();
    }

    @Test
    void anAgentThatMovesIsAskedAnew() {
        lines.put("a", "drain");
        lines.put("b", "");
        agents.update(Map.of("one", at("a")));
        seconds(1);
        agents.update(Map.of("one", at("b")));
        seconds(1);

        assertThat(asked).containsExactly("a", "b");
        assertThat(published.get(1)).isEmpty();
    }

    @Test
    void aNodeThatLeavesTakesWhatItsAgentSaidWithIt() {
        lines.put("a", "down");
        agents.update(Map.of("one", at("a")));
        seconds(1);
        agents.update(Map.of());
        seconds(0);
        int before = asked.size();
        seconds(60);

        assertThat(published.get(published.size() - 1)).isEmpty();
        assertThat(asked).hasSize(before);
        assertThat(agents.status("one")).isEmpty();
    }
}

package org.irilb.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Setup;
import org.irilb.core.pool.Outside;
import org.junit.jupiter.api.Test;

final class ServerChangesTest {

    private final SnapshotBuilder builder = new SnapshotBuilder(1, Outside.SYSTEM);
    private final NodeConfig one = node(1000);
    private final NodeConfig two = node(1001);

    private static NodeConfig node(int port) {
        return Setup.node(port, 1, 1, PowRole.NONE);
    }

    private static NodeConfig in(ServiceState state, String reason, NodeConfig node) {
        return new HealthVerdict(state, reason).applyTo(node);
    }

    private Snapshot build(NodeConfig... nodes) {
        return builder.build(Setup.standard().config(), List.of(nodes), Map.of(), 0);
    }

    @Test
    void eachServerThatGoesOrComesIsNamedWithTheReason() {
        Snapshot both = build(one, two);
        Snapshot down = build(one, in(ServiceState.DOWN, "no answer", two));
        Snapshot none = build(in(ServiceState.DRAIN, "", one), in(ServiceState.MAINT, "set by hand", two));

        assertThat(ServerChanges.of(both, down))
                .containsExactly("Server iri_back/127.0.0.1:1001 is DOWN, reason: no answer. 1 of 2 servers left.");
        assertThat(ServerChanges.of(down, none))
                .containsExactly(
                        "Server iri_back/127.0.0.1:1000 is DRAIN. 0 of 2 servers left.",
                        "Server iri_back/127.0.0.1:1001 is MAINT, reason: set by hand. 0 of 2 servers left.",
                        "backend iri_back has no server available!");
        assertThat(ServerChanges.of(none, both))
                .containsExactly(
                        "Server iri_back/127.0.0.1:1000 is UP. 2 of 2 servers left.",
                        "Server iri_back/127.0.0.1:1001 is UP. 2 of 2 servers left.");
    }

    @Test
    void whatOnlyHasAnotherWeightOrIsNewAndServesIsNotTold() {
        assertThat(ServerChanges.of(build(one), build(Setup.node(1000, 5, 5, PowRole.NONE), two)))
                .isEmpty();
        assertThat(ServerChanges.of(build(one), build(one, in(ServiceState.DOWN, "L4CON", two))))
                .containsExactly("Server iri_back/127.0.0.1:1001 is DOWN, reason: L4CON. 1 of 2 servers left.");
    }

    @Test
    void ofVeryManyServersTheFirstAreTold() {
        NodeConfig[] up = IntStream.range(0, 50).mapToObj(i -> node(1000 + i)).toArray(NodeConfig[]::new);
        NodeConfig[] down = IntStream.range(0, 50)
                .mapToObj(i -> in(ServiceState.DOWN, "", node(1000 + i)))
                .toArray(NodeConfig[]::new);

        assertThat(ServerChanges.of(build(up), build(down))).hasSize(21).last().isEqualTo("and 31 lines more");
    }
}

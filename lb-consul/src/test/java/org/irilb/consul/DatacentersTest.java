package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Zone;
import org.junit.jupiter.api.Test;

class DatacentersTest {

    private final List<List<NodeConfig>> published = new ArrayList<>();
    private final Datacenters datacenters = new Datacenters(List.of("near", "far"), published::add);

    private static NodeConfig node(String id) {
        return new NodeConfig(id, "10.0.0.1", 80, Scheme.HTTP, true, 1, 1, 1, PowRole.NONE, ServiceState.READY, "");
    }

    private List<NodeConfig> last() {
        return published.get(published.size() - 1);
    }

    @Test
    void nodesOfAllAreOneListInWhichEachHasANameAndAZone() {
        datacenters.update(0, List.of(node("a"), node("c")));
        datacenters.update(1, List.of(node("a"), node("b")));

        assertThat(last())
                .extracting(NodeConfig::id, NodeConfig::zone)
                .containsExactly(
                        tuple("a", new Zone("near", 0)),
                        tuple("a@far", new Zone("far", 1)),
                        tuple("b@far", new Zone("far", 1)),
                        tuple("c", new Zone("near", 0)));
    }

    @Test
    void anIdThatLooksLikeAnothersNameGetsNobodyLost() {
        datacenters.update(0, List.of(node("a"), node("a@far")));
        datacenters.update(1, List.of(node("a"), node("a@far")));

        assertThat(last()).extracting(NodeConfig::id).containsExactly("a", "a@far", "a@far@far", "a@far@far@far");
    }

    @Test
    void whatOneSaysLeavesTheOthersAsTheyWere() {
        datacenters.update(0, List.of(node("a")));
        datacenters.update(1, List.of(node("b")));
        datacenters.update(0, List.of());

        assertThat(last()).extracting(NodeConfig::id).containsExactly("b@far");
    }

    @Test
    void fartherOnesAreNotToldBeforeTheNearestUnlessItTakesTooLong() {
        datacenters.update(1, List.of(node("b")));
        assertThat(published).isEmpty();

        datacenters.waitNoLonger();
        assertThat(last()).extracting(NodeConfig::id).containsExactly("b@far");

        datacenters.waitNoLonger();
        assertThat(published).hasSize(1);
    }

    @Test
    void nothingIsToldWhileNobodyHasSaidAnything() {
        datacenters.waitNoLonger();
        assertThat(published).isEmpty();
    }

    @Test
    void theDatacenterOfTheAgentHasNoName() {
        new Datacenters(List.of(""), published::add).update(0, List.of(node("a")));
        assertThat(last()).containsExactly(node("a"));
    }
}

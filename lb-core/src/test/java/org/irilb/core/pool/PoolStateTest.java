package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.Outages;
import org.junit.jupiter.api.Test;

class PoolStateTest {

    private final PoolState state = new PoolState("iri_back", 2, Outside.SYSTEM);

    @Test
    void aServerKeepsItsCountsAndItsNumberWhileItsNodeStays() {
        Node node = new Node(Cluster.weighing("a", 1));
        ServerStats stats = state.server(node, ServiceState.READY, 10);
        assertThat(state.server(node, ServiceState.READY, 20)).isSameAs(stats);
        assertThat(stats.changedNanos()).isEqualTo(10);

        state.server(node, ServiceState.MAINT, 30);

        assertThat(stats.changedNanos()).isEqualTo(30);
    }

    private static Outages outages(long downs, int downNanos, int sinceNanos) {
        return new Outages(downs, Duration.ofNanos(downNanos), Duration.ofNanos(sinceNanos));
    }

    @Test
    void maintenanceAndFailuresAreOutagesOfAServerAndDrainingIsNone() {
        Node node = new Node(Cluster.weighing("a", 1));
        ServerStats stats = state.server(node, ServiceState.READY, 0);
        state.server(node, ServiceState.DRAIN, 10);
        assertThat(stats.outages(15)).isEqualTo(outages(0, 0, 15));

        state.server(node, ServiceState.MAINT, 20);
        state.server(node, ServiceState.DOWN, 30);
        assertThat(stats.outages(40)).isEqualTo(outages(1, 20, 20));
        state.server(node, ServiceState.READY, 50);
        assertThat(stats.outages(60)).isEqualTo(outages(1, 30, 10));
    }

    @Test
    void aNodeThatTakesOverAnIdStartsCountingAnew() {
        ServerStats before = state.server(new Node(Cluster.weighing("a", 1)), ServiceState.READY, 0);
        ServerStats after = state.server(new Node(Cluster.weighing("a", 1)), ServiceState.READY, 0);

        assertThat(after).isNotSameAs(before);
        assertThat(after.id()).isEqualTo(before.id());
    }

    @Test
    void numbersStartAtOneAndTheLowestFreeOneIsGivenOut() {
        assertThat(number("a")).isEqualTo(1);
        assertThat(number("b")).isEqualTo(2);
        assertThat(number("c")).isEqualTo(3);

        state.retainServers(Set.of("a", "c"));

        assertThat(number("d")).isEqualTo(2);
        assertThat(number("e")).isEqualTo(4);
    }

    private int number(String nodeId) {
        return state.server(new Node(Cluster.weighing(nodeId, 1)), ServiceState.READY, 0)
                .id();
    }
}

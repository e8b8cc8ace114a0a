package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest {

    private final Cluster cluster = new Cluster(Balance.LEASTCONN, Outside.SYSTEM);

    @Test
    void requestsInFlightAreInTheProportionOfTheWeights() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 5), Cluster.weighing("2", 3), Cluster.weighing("3", 2))
                .defaults();
        hold(pool, 100);

        assertThat(pool.members())
                .extracting(member -> member.node().inFlight())
                .containsExactly(50, 30, 20);
    }

    @Test
    void theOneWithTheFewestIsTakenUntilOthersHaveNoMore() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1), Cluster.weighing("3", 1))
                .defaults();
        List<Member> held = hold(pool, 30);
        held.stream().filter(member -> member.node().id().equals("2")).limit(6).forEach(Member::release);

        assertThat(hold(pool, 6)).extracting(member -> member.node().id()).containsOnly("2");
        assertThat(hold(pool, 3)).extracting(member -> member.node().id()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void requestsOfOtherPoolsCountToo() {
        NodeConfig busy = Cluster.config("1", 1, 9, 9, PowRole.ALSO, ServiceState.READY);
        NodeConfig free = Cluster.config("2", 1, 9, 9, PowRole.NONE, ServiceState.READY);
        Cluster.Snapshot snapshot = cluster.adopt(busy, free);
        hold(snapshot.pow(), 4);

        assertThat(hold(snapshot.defaults(), 4))
                .extracting(member -> member.node().id())
                .containsOnly("2");
    }

    @Test
    void equalsAreTakenInTurn() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 2), Cluster.weighing("2", 1), Cluster.weighing("3", 1))
                .defaults();
        StringBuilder picked = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            Member member = pool.admit(Cluster.ASKER);
            picked.append(member.node().id());
            member.release();
        }
        assertThat(picked).hasToString("12131213");
    }

    @Test
    void inALargePoolNobodyIsForgottenThoughOnlySomeAreComparedAtATime() {
        List<NodeConfig> configs = new ArrayList<>();
        for (int i = 0; i < 5 * LeastConnections.LOOKS; i++) {
            configs.add(Cluster.weighing("n" + i, 1));
        }
        Pool pool = cluster.adopt(configs).defaults();
        Set<Member> first = new HashSet<>(hold(pool, configs.size()));
        hold(pool, 9 * configs.size());

        assertThat(first).hasSize(configs.size());
        assertThat(pool.members())
                .extracting(member -> member.node().inFlight())
                .containsOnly(10);
    }

    private static List<Member> hold(Pool pool, int count) {
        List<Member> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(pool.admit(Cluster.ASKER));
        }
        return held;
    }
}

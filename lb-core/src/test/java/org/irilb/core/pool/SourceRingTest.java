package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.junit.jupiter.api.Test;

class SourceRingTest {

    private static final int CLIENTS = 10_000;

    /** Worked out apart from this code, for clients 10.0.0.0 to 10.0.0.7 and ten nodes. */
    private static final String[] FIRST_HOMES = {"n5", "n9", "n7", "n8", "n4", "n3", "n0", "n2"};

    private final Cluster cluster = new Cluster(Balance.SOURCE, Outside.SYSTEM);

    @Test
    void aClientKeepsItsNodeWhateverTheOrderOfTheListAndInEveryProcess() {
        List<NodeConfig> configs = nodes(10, 1);
        List<String> homes = homes(configs);
        Collections.reverse(configs);

        assertThat(homes(configs)).isEqualTo(homes);
        assertThat(new SourceRingTest().homes(configs)).isEqualTo(homes);
        assertThat(homes.subList(0, 8)).containsExactly(FIRST_HOMES);
    }

    @Test
    void onlyTheClientsOfANodeThatLeavesMove() {
        List<NodeConfig> configs = nodes(10, 1);
        List<String> before = homes(configs);
        configs.remove(3);
        List<String> after = homes(configs);

        int moved = 0;
        for (int i = 0; i < CLIENTS; i++) {
            if (before.get(i).equals("n3")) {
                moved++;
            } else {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(moved).isBetween(CLIENTS / 10 * 7 / 10, CLIENTS / 10 * 13 / 10);
    }

    @Test
    void aNodeThatComesTakesClientsOnlyForItself() {
        List<NodeConfig> configs = nodes(10, 1);
        List<String> before = homes(configs);
        configs.add(5, Cluster.weighing("new", 1));
        List<String> after = homes(configs);

        for (int i = 0; i < CLIENTS; i++) {
            if (!after.get(i).equals("new")) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void aNewWeightMovesClientsOnlyToOrFromThatNode() {
        List<NodeConfig> configs = nodes(5, 10);
        List<String> before = homes(configs);
        configs.set(2, Cluster.weighing("n2", 20));
        List<String> after = homes(configs);

        for (int i = 0; i < CLIENTS; i++) {
            if (!after.get(i).equals("n2")) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
        assertThat(Collections.frequency(after, "n2")).isBetween(CLIENTS * 28 / 100, CLIENTS * 38 / 100);
    }

    @Test
    void theClientsOfAFullNodeGoOnToTheNextOnesAndComeBackWhenItHasRoom() {
        List<NodeConfig> configs = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> configs.add(Cluster.limited("n" + i, 1, 1, PowRole.NONE)));
        Pool pool = cluster.adopt(configs).defaults();
        Asker client = Clients.number(7);
        Member home = pool.admit(client);
        Member next = pool.admit(client);
        assertThat(next.node()).isNotSameAs(home.node());

        home.release();

        assertThat(pool.admit(client).node()).isSameAs(home.node());
        home.release();
        next.release();
        home.tryAcquire();
        assertThat(pool.admit(client).node()).as("the same next one").isSameAs(next.node());
    }

    @Test
    void whatAFullNodeCantTakeIsSpreadOverTheOthers() {
        List<NodeConfig> configs = nodes(5, 1);
        configs.set(0, Cluster.limited("n0", 1, 1, PowRole.NONE));
        Pool pool = cluster.adopt(configs).defaults();
        pool.members().get(0).tryAcquire();
        Map<String, Integer> shares = new HashMap<>();
        for (int i = 0; i < CLIENTS; i++) {
            Member member = pool.admit(Clients.number(i));
            shares.merge(member.node().id(), 1, Integer::sum);
            member.release();
        }
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(2_000, 3_000));
    }

    @Test
    void hugeWeightsAreScaledDownAndNobodyIsForgotten() {
        List<NodeConfig> configs = nodes(1000, NodeConfig.MAX_WEIGHT);
        configs.set(17, Cluster.weighing("n17", 1));
        Pool pool = cluster.adopt(configs).defaults();
        pool.members().forEach(member -> {
            if (!member.node().id().equals("n17")) {
                while (member.tryAcquire()) {
                    // until there is no place left
                }
            }
        });
        assertThat(pool.admit(Cluster.ASKER).node().id()).isEqualTo("n17");
    }

    private static List<NodeConfig> nodes(int count, int weight) {
        List<NodeConfig> configs = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> configs.add(Cluster.weighing("n" + i, weight)));
        return configs;
    }

    private List<String> homes(List<NodeConfig> configs) {
        Pool pool = cluster.adopt(configs).defaults();
        List<String> homes = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Member member = pool.admit(Clients.number(i));
            homes.add(member.node().id());
            member.release();
        }
        return homes;
    }
}

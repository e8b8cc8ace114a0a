package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class PoolTest {

    private final Cluster cluster = new Cluster();

    @Test
    void picksInTheOrderOfTheWeights() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 5), Cluster.weighing("2", 3), Cluster.weighing("3", 2))
                .defaults();

        assertThat(picks(pool, 20)).isEqualTo("12131212131213121213");
    }

    @Test
    void theTurnGoesOnInTheNextSnapshot() {
        NodeConfig[] configs = {Cluster.weighing("1", 2), Cluster.weighing("2", 1), Cluster.weighing("3", 1)};
        assertThat(picks(cluster.adopt(configs).defaults(), 3)).isEqualTo("121");
        assertThat(picks(cluster.adopt(configs).defaults(), 3)).isEqualTo("312");
    }

    @Test
    void theTurnSurvivesItsOverflow() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 2), Cluster.weighing("2", 1))
                .defaults();
        for (int start : new int[] {Integer.MAX_VALUE - 1, -2}) {
            cluster.defaultState.turn().set(start);
            assertThat(picks(pool, 6)).hasSize(6);
        }
    }

    @Test
    void skipsNodesThatAreFull() {
        Pool pool = cluster.adopt(
                        Cluster.limited("1", 1, 1, PowRole.NONE),
                        Cluster.limited("2", 2, 1, PowRole.NONE),
                        Cluster.limited("3", 1, 1, PowRole.NONE))
                .defaults();

        assertThat(hold(pool, 5)).isEqualTo("1232-");
    }

    @Test
    void theTurnsOfAFullNodeAreSharedByTheOthers() {
        Pool pool = cluster.adopt(
                        Cluster.weighing("1", 2),
                        Cluster.config("2", 2, 1, 1, PowRole.NONE, ServiceState.READY),
                        Cluster.weighing("3", 1))
                .defaults();
        pool.members().get(1).tryAcquire();

        assertThat(picks(pool, 9)).isEqualTo("131131131");
    }

    @Test
    void findsTheOnlyFreeNodeHoweverFarItsTurnIs() {
        List<NodeConfig> configs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            configs.add(Cluster.config("full" + i, 1000, 1, 1, PowRole.NONE, ServiceState.READY));
        }
        configs.add(Cluster.config("free", 1, 1000, 1, PowRole.NONE, ServiceState.READY));
        Pool pool = cluster.adopt(configs).defaults();
        pool.members().subList(0, 5).forEach(Member::tryAcquire);

        assertThat(hold(pool, 100)).isEqualTo("free".repeat(100));
    }

    @Test
    void leavesOutNodesWithoutWeightAndThoseThatMayNotServe() {
        Pool pool = cluster.adopt(
                        Cluster.weighing("1", 0),
                        Cluster.weighing("2", 1),
                        Cluster.config("3", 1, 9, 9, PowRole.NONE, ServiceState.MAINT),
                        Cluster.config("4", 1, 9, 9, PowRole.NONE, ServiceState.DRAIN),
                        Cluster.config("5", 1, 9, 9, PowRole.NONE, ServiceState.DOWN))
                .defaults();

        assertThat(picks(pool, 3)).isEqualTo("222");
        assertThat(pool.members()).hasSize(5);
        assertThat(pool.hasUsable()).isTrue();
        assertThat(cluster.adopt(Cluster.weighing("1", 0)).defaults().hasUsable())
                .isFalse();
        assertThat(cluster.adopt().defaults().admit(Cluster.ASKER)).isNull();
    }

    @Test
    void leavesOutNodesThatTheRequestHasTried() {
        Pool pool = cluster.adopt(Cluster.weighing("1", 9), Cluster.weighing("2", 1))
                .defaults();

        Asker one = Cluster.ASKER.afterTrying(cluster.node("1"));
        assertThat(pool.admit(one).node().id()).isEqualTo("2");
        assertThat(pool.admit(one.afterTrying(cluster.node("2")))).isNull();
    }

    @Test
    void aNodeHasOneLimitEvenIfItIsInBothPools() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 3, 2, PowRole.ALSO));

        assertThat(hold(snapshot.pow(), 3)).isEqualTo("11-");
        assertThat(hold(snapshot.defaults(), 2)).isEqualTo("1-");
        assertThat(snapshot.pow().members().get(0).limit()).isEqualTo(2);
        assertThat(snapshot.defaults().members().get(0).limit()).isEqualTo(3);
    }

    @Test
    void aLimitThatIsLoweredLetsRunningRequestsFinish() {
        Cluster.Snapshot before = cluster.adopt(Cluster.limited("1", 3, 1, PowRole.NONE));
        List<Member> held = List.of(
                before.defaults().admit(Cluster.ASKER), before.defaults().admit(Cluster.ASKER));

        Cluster.Snapshot after = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));

        assertThat(after.defaults().admit(Cluster.ASKER)).isNull();
        held.forEach(Member::release);
        assertThat(hold(after.defaults(), 2)).isEqualTo("1-");
    }

    @Test
    void sessionsAreCountedPerPool() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 3, 2, PowRole.ALSO));
        Member member = snapshot.pow().admit(Cluster.ASKER);
        assertThat(member.stats().sessions().current()).isEqualTo(1);
        assertThat(snapshot.defaults().members().get(0).stats().sessions().current())
                .isZero();

        member.release();

        assertThat(member.stats().sessions().current()).isZero();
        assertThat(member.stats().sessions().highest()).isEqualTo(1);
    }

    private static String picks(Pool pool, int count) {
        StringBuilder picked = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Member member = pool.admit(Cluster.ASKER);
            picked.append(member.node().id());
            member.release();
        }
        return picked.toString();
    }

    private static String hold(Pool pool, int count) {
        StringBuilder picked = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Member member = pool.admit(Cluster.ASKER);
            picked.append(member == null ? "-" : member.node().id());
        }
        return picked.toString();
    }
}

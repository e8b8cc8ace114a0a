package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every way of balancing. */
class BalancerTest {

    private static Cluster cluster(Balance balance) {
        return new Cluster(balance, new Outside(new Random(1)::nextInt, () -> 0));
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void everyPlaceIsGivenOutAndNoneTwice(Balance balance) {
        Cluster cluster = cluster(balance);
        Pool pool = cluster.adopt(
                        Cluster.limited("1", 3, 1, PowRole.NONE),
                        Cluster.limited("2", 1, 1, PowRole.NONE),
                        Cluster.limited("3", 7, 1, PowRole.NONE))
                .defaults();

        for (int i = 0; i < 11; i++) {
            assertThat(pool.admit(Cluster.ASKER)).as("place %s", i).isNotNull();
        }
        assertThat(pool.admit(Cluster.ASKER)).isNull();
        assertThat(pool.members())
                .extracting(member -> member.node().inFlight())
                .containsExactly(3, 1, 7);
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void theOnlyFreeNodeAmongAThousandIsFound(Balance balance) {
        List<NodeConfig> configs = new ArrayList<>();
        IntStream.range(0, 1000)
                .mapToObj(i -> Cluster.config("n" + i, 1 + i % 10, 1, 1, PowRole.NONE, ServiceState.READY))
                .forEach(configs::add);
        Cluster cluster = cluster(balance);
        Pool pool = cluster.adopt(configs).defaults();
        pool.members().forEach(Member::tryAcquire);
        assertThat(pool.admit(Cluster.ASKER)).isNull();

        for (int free : new int[] {0, 500, 999}) {
            pool.members().get(free).release();
            assertThat(pool.admit(Cluster.ASKER)).isSameAs(pool.members().get(free));
        }
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void nodesThatHaveFailedTheRequestArePassedOver(Balance balance) {
        Cluster cluster = cluster(balance);
        Pool pool = cluster.adopt(Cluster.weighing("1", 100), Cluster.weighing("2", 100), Cluster.weighing("3", 1))
                .defaults();
        Asker triedTwo = Cluster.ASKER.afterTrying(cluster.node("1")).afterTrying(cluster.node("2"));

        for (int i = 0; i < 50; i++) {
            assertThat(pool.admit(triedTwo).node().id()).isEqualTo("3");
        }
        assertThat(pool.admit(triedTwo.afterTrying(cluster.node("3")))).isNull();
        assertThat(pool.offersAnother(triedTwo)).isTrue();
        assertThat(pool.offersAnother(triedTwo.afterTrying(cluster.node("3")))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void aNewWeightCountsFromTheNextSnapshotOnAndNoWeightTakesNothing(Balance balance) {
        Cluster cluster = cluster(balance);
        cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1));
        Pool pool = cluster.adopt(Cluster.weighing("1", 0), Cluster.weighing("2", 1))
                .defaults();

        for (int i = 0; i < 20; i++) {
            assertThat(pool.admit(Cluster.ASKER).node().id()).isEqualTo("2");
        }
        assertThat(cluster.adopt(Cluster.weighing("1", 0)).defaults().admit(Cluster.ASKER))
                .isNull();
        assertThat(cluster.adopt().defaults().admit(Cluster.ASKER)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void sharesFollowTheWeightsWhileNodesAreIdle(Balance balance) {
        Cluster cluster = cluster(balance);
        Pool pool = cluster.adopt(Cluster.weighing("1", 5), Cluster.weighing("2", 3), Cluster.weighing("3", 2))
                .defaults();
        int[] picks = new int[4];
        for (int i = 0; i < 10_000; i++) {
            Member member = pool.admit(Clients.number(i));
            picks[Integer.parseInt(member.node().id())]++;
            member.release();
        }

        assertThat(picks[1]).isBetween(4_500, 5_500);
        assertThat(picks[2]).isBetween(2_600, 3_400);
        assertThat(picks[3]).isBetween(1_600, 2_400);
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void aPlaceIsTakenAndGivenBackWithoutAllocating(Balance balance) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Cluster cluster = new Cluster(balance, Outside.SYSTEM);
        Cluster.Snapshot snapshot =
                cluster.adopt(Cluster.weighing("1", 5), Cluster.weighing("2", 3), Cluster.weighing("3", 2));
        admitAndRelease(snapshot, 10);

        long before = threads.getCurrentThreadAllocatedBytes();
        long nothing = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        admitAndRelease(snapshot, 10_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - nothing;

        assertThat(allocated).as("bytes for 10,000 choices").isLessThan(10_000);
    }

    private static void admitAndRelease(Cluster.Snapshot snapshot, int times) {
        for (int i = 0; i < times; i++) {
            Member member = snapshot.defaults().admit(Cluster.ASKER);
            member.answered(1_000_000, 0);
            snapshot.places().release(member);
        }
    }
}

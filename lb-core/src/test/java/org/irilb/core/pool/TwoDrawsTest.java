package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.Balance;
import org.irilb.core.config.PowRole;
import org.junit.jupiter.api.Test;

class TwoDrawsTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = TimeUnit.DAYS.toNanos(1);
    private final Outside outside = new Outside(new Random(5)::nextInt, () -> now);

    @Test
    void ofTwoNodesTheLessLoadedOneIsAlwaysTaken() {
        Cluster cluster = new Cluster(Balance.RANDOM, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1))
                .defaults();
        for (int i = 0; i < 500; i++) {
            pool.admit(Cluster.ASKER);
            assertThat(Math.abs(inFlight(cluster, "1") - inFlight(cluster, "2")))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void loadIsRelativeToWeight() {
        Cluster cluster = new Cluster(Balance.RANDOM, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 5), Cluster.weighing("2", 3), Cluster.weighing("3", 2))
                .defaults();
        for (int i = 0; i < 1000; i++) {
            pool.admit(Cluster.ASKER);
        }
        assertThat(inFlight(cluster, "1")).isBetween(480, 520);
        assertThat(inFlight(cluster, "2")).isBetween(285, 315);
    }

    @Test
    void aDrawThatHitsFullNodesFallsBackToAnyWithRoom() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(
                        Cluster.limited("1", 1, 1, PowRole.NONE),
                        Cluster.limited("2", 1, 1, PowRole.NONE),
                        Cluster.limited("3", 1000, 1, PowRole.NONE))
                .defaults();
        pool.members().get(0).tryAcquire();
        pool.members().get(1).tryAcquire();
        for (int i = 0; i < 100; i++) {
            assertThat(pool.admit(Cluster.ASKER).node().id()).isEqualTo("3");
        }
    }

    @Test
    void theNodeThatPromisesTheSoonerAnswerIsTaken() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1))
                .defaults();
        pool.members().get(0).answered(10 * MILLI, now);
        pool.members().get(1).answered(35 * MILLI, now);

        // 10, 20 and 30 ms are sooner than 35; at 40 the other one's turn has come.
        assertThat(picks(pool, 5)).isEqualTo("11121");
    }

    @Test
    void aHeavierNodePromisesMoreForTheSameLoad() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 30), Cluster.weighing("2", 10))
                .defaults();
        pool.members().forEach(member -> member.answered(10 * MILLI, now));
        for (int i = 0; i < 400; i++) {
            pool.admit(Cluster.ASKER);
        }
        assertThat(inFlight(cluster, "1")).isBetween(295, 305);
    }

    @Test
    void aNodeThatHasNeverAnsweredIsJudgedByItsLoadOnly() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1))
                .defaults();
        pool.members().get(0).answered(1, now);
        for (int i = 0; i < 10; i++) {
            pool.admit(Cluster.ASKER);
        }
        assertThat(inFlight(cluster, "2")).isEqualTo(5);
    }

    @Test
    void aNodeThatFailsAtOnceDoesntLookFast() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1))
                .defaults();
        pool.members().forEach(member -> member.answered(20 * MILLI, now));
        pool.members().get(0).failed(now);

        assertThat(picks(pool, 3)).isEqualTo("222");
    }

    @Test
    void aNodeThatWasSlowIsTriedAgainAfterAWhile() {
        Cluster cluster = new Cluster(Balance.P2C, outside);
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 1))
                .defaults();
        pool.members().get(0).answered(45 * MILLI, now);
        for (int second = 0; second <= 60; second += 10) {
            now += TimeUnit.SECONDS.toNanos(10);
            pool.members().get(1).answered(10 * MILLI, now);
            Member first = pool.admit(Cluster.ASKER);
            assertThat(first.node().id()).as("after %s s", second + 10).isEqualTo(second < 30 ? "2" : "1");
            first.release();
        }
    }

    private static String picks(Pool pool, int count) {
        StringBuilder picked = new StringBuilder();
        for (int i = 0; i < count; i++) {
            picked.append(pool.admit(Cluster.ASKER).node().id());
        }
        return picked.toString();
    }

    private static int inFlight(Cluster cluster, String id) {
        return cluster.node(id).inFlight();
    }
}

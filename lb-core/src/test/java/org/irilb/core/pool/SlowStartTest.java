package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.Balance;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowStartTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int PICKS = 6_000;

    private long now = -5 * SECOND;
    private final Outside outside = new Outside(new Random(3)::nextInt, () -> now);
    private Cluster cluster = new Cluster(Balance.ROUNDROBIN, outside, LENGTH);

    private static NodeConfig node(String id, ServiceState state) {
        return Cluster.config(id, 1, 1000, 1000, PowRole.NONE, state);
    }

    private Pool adopt(ServiceState one, ServiceState two) {
        return cluster.adopt(node("1", one), node("2", two)).defaults();
    }

    private double shareOfTwo(Pool pool) {
        int picked = 0;
        for (int i = 0; i < PICKS; i++) {
            Member member = pool.admit(Clients.number(i));
            picked += member.node().id().equals("2") ? 1 : 0;
            member.release();
        }
        return picked / (double) PICKS;
    }

    @Test
    void letsAsManyLotsAsTheShareHasGrown() {
        Ramp start = new Ramp(now, LENGTH.toNanos(), false);
        assertThat(start.lets(0, now)).isFalse();
        long half = now + LENGTH.toNanos() / 2;
        assertThat(start.lets(Integer.MAX_VALUE, half)).isTrue();
        assertThat(start.lets(Integer.MIN_VALUE, half)).isFalse();
        assertThat(start.isOver(half)).isFalse();
        assertThat(start.lets(-1, now + LENGTH.toNanos())).isTrue();
        assertThat(start.isOver(now + LENGTH.toNanos())).isTrue();
    }

    @Test
    void inTurnTheShareIsThatOfAWeightThatGrows() {
        adopt(ServiceState.READY, ServiceState.DOWN);
        Pool pool = adopt(ServiceState.READY, ServiceState.READY);
        for (int second = 0; second <= 35; second += 5) {
            double weight = Math.min(1, second / 30.0);
            assertThat(shareOfTwo(pool))
                    .as("after %s s", second)
                    .isBetween(weight / (1 + weight) - 0.02, weight / (1 + weight) + 0.02);
            now += 5 * SECOND;
        }
    }

    @Test
    void whatItLetsGoByIsSharedByTheOthersInTurn() {
        cluster.adopt(node("1", ServiceState.READY), node("2", ServiceState.READY));
        Pool pool = cluster.adopt(
                        node("1", ServiceState.READY), node("2", ServiceState.READY), node("3", ServiceState.READY))
                .defaults();
        now += SECOND;
        int[] picks = new int[4];
        for (int i = 0; i < PICKS; i++) {
            Member member = pool.admit(Cluster.ASKER);
            picks[Integer.parseInt(member.node().id())]++;
            member.release();
        }
        assertThat(picks[3]).isLessThan(PICKS / 30);
        assertThat(picks[1]).isBetween(picks[2] - PICKS / 50, picks[2] + PICKS / 50);
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void theShareGrowsWhateverTheWayOfBalancing(Balance balance) {
        cluster = new Cluster(balance, outside, LENGTH);
        adopt(ServiceState.READY, ServiceState.MAINT);
        Pool pool = adopt(ServiceState.READY, ServiceState.READY);

        assertThat(shareOfTwo(pool)).isZero();
        now += 3 * SECOND;
        assertThat(shareOfTwo(pool)).isBetween(0.02, 0.11);
        now += 12 * SECOND;
        assertThat(shareOfTwo(pool)).isBetween(0.2, 0.36);
        now += 15 * SECOND;
        assertThat(shareOfTwo(pool)).isBetween(0.45, 0.55);
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void aHeavyNodeStartsAsSlowly(Balance balance) {
        cluster = new Cluster(balance, outside, LENGTH);
        cluster.adopt(Cluster.weighing("1", 1));
        Pool pool = cluster.adopt(Cluster.weighing("1", 1), Cluster.weighing("2", 100))
                .defaults();
        assertThat(shareOfTwo(pool)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void whenTheOthersAreFullItTakesAllThatItHasRoomFor(Balance balance) {
        cluster = new Cluster(balance, outside, LENGTH);
        NodeConfig small = Cluster.limited("1", 1, 1, PowRole.NONE);
        cluster.adopt(small);
        Pool pool = cluster.adopt(small, Cluster.limited("2", 50, 1, PowRole.NONE), Cluster.weighing("3", 0))
                .defaults();
        pool.members().get(0).tryAcquire();

        for (int i = 0; i < 50; i++) {
            assertThat(pool.admit(Clients.number(i))).as("place %s", i).isNotNull();
        }
        assertThat(pool.admit(Cluster.ASKER)).isNull();
    }

    @Test
    void aClientMovesToItsNodeOnceAndStaysThere() {
        cluster = new Cluster(Balance.SOURCE, outside, LENGTH);
        adopt(ServiceState.READY, ServiceState.DOWN);
        Pool pool = adopt(ServiceState.READY, ServiceState.READY);
        Set<Integer> moved = new HashSet<>();
        for (int second = 0; second < 30; second++) {
            for (int client = 0; client < 300; client++) {
                Member member = pool.admit(Clients.number(client));
                if (member.node().id().equals("2")) {
                    moved.add(client);
                } else {
                    assertThat(moved).doesNotContain(client);
                }
                member.release();
            }
            now += SECOND;
        }
        assertThat(moved).hasSizeBetween(100, 200);
    }

    @Test
    void nobodyStartsSlowlyWhereNobodyServesYet() {
        assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY))).isEqualTo(0.5);

        adopt(ServiceState.DOWN, ServiceState.DOWN);
        assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY))).isEqualTo(0.5);

        Pool replaced = cluster.adopt(node("2", ServiceState.READY), node("3", ServiceState.READY))
                .defaults();
        assertThat(shareOfTwo(replaced)).as("2 served, 3 is new").isGreaterThan(0.99);
        replaced = cluster.adopt(node("4", ServiceState.READY), node("5", ServiceState.READY))
                .defaults();
        assertThat(replaced.admit(Cluster.ASKER).node().id())
                .isNotEqualTo(replaced.admit(Cluster.ASKER).node().id());
    }

    @Test
    void aNodeThatOnlyDrainedIsWarm() {
        adopt(ServiceState.READY, ServiceState.READY);
        adopt(ServiceState.READY, ServiceState.DRAIN);
        assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY))).isEqualTo(0.5);
    }

    @Test
    void theNextSnapshotForgetsNoSlowStartAndARelapseBeginsAnew() {
        adopt(ServiceState.READY, ServiceState.DOWN);
        adopt(ServiceState.READY, ServiceState.READY);
        now += 15 * SECOND;
        assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY))).isBetween(0.3, 0.36);

        adopt(ServiceState.READY, ServiceState.DOWN);
        assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY))).isZero();
    }

    @Test
    void theShareIsTold() {
        adopt(ServiceState.READY, ServiceState.DOWN);
        Pool pool = adopt(ServiceState.READY, ServiceState.READY);
        Member back = pool.members().get(1);
        assertThat(pool.sharePercent(pool.members().get(0), now)).isEqualTo(100);
        assertThat(pool.sharePercent(back, now)).isZero();
        assertThat(pool.sharePercent(back, now + 15 * SECOND)).isEqualTo(50);
        assertThat(pool.sharePercent(back, now + 30 * SECOND)).isEqualTo(100);
    }

    @Test
    void withoutALengthThereIsNone() {
        for (Balance balance : List.of(Balance.ROUNDROBIN, Balance.LEASTCONN)) {
            cluster = new Cluster(balance, outside, Duration.ZERO);
            adopt(ServiceState.READY, ServiceState.DOWN);
            assertThat(shareOfTwo(adopt(ServiceState.READY, ServiceState.READY)))
                    .isEqualTo(0.5);
        }
    }
}

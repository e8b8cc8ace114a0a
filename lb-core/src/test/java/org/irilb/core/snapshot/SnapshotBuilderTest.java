package org.irilb.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.BasicAuthConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.UserConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.Outages;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Node;
import org.irilb.core.pool.Outside;
import org.irilb.core.pool.PoolState;
import org.junit.jupiter.api.Test;

final class SnapshotBuilderTest {

    private final BalancerConfig config = Setup.standard().config();
    private final SnapshotBuilder builder = new SnapshotBuilder(1, Outside.SYSTEM);

    private Snapshot build(NodeConfig... nodes) {
        return builder.build(config, List.of(nodes), 0);
    }

    private static Member only(Snapshot snapshot) {
        return snapshot.pools().get(0).members().get(0);
    }

    @Test
    void aPoolIsOutForAsLongAsNoneOfItsNodesIsUsable() {
        NodeConfig one = Setup.node(1000, 1, 1);
        NodeConfig two = Setup.node(1001, 1, 1);
        builder.build(config, List.of(one, two), 0);
        builder.build(config, List.of(one, Setup.in(ServiceState.DOWN, two)), 10);
        builder.build(config, List.of(Setup.in(ServiceState.DRAIN, one), Setup.in(ServiceState.DOWN, two)), 20);

        PoolState pool =
                builder.build(config, List.of(one, two), 50).pools().get(0).state();

        assertThat(pool.outages(60)).isEqualTo(new Outages(1, Duration.ofNanos(30), Duration.ofNanos(10)));
    }

    @Test
    void aNodeIsTheSameInBothPoolsAndInTheNextSnapshot() {
        Snapshot first = build(Setup.node(1000, 1, 1));
        Snapshot second = build(Setup.node(1000, 7, 3));

        assertThat(first.pools().get(1).members().get(0).node())
                .isSameAs(only(first).node());
        assertThat(only(second).node()).isSameAs(only(first).node());
        assertThat(only(second).stats()).isSameAs(only(first).stats());
        assertThat(only(second).config().weight()).isEqualTo(7);
    }

    @Test
    void aNodeThatComesBackStillHasTheRequestsItHadWhenItLeft() {
        Member before = only(build(Setup.node(1000, 1, 1)));
        assertThat(before.tryAcquire()).isTrue();

        build();
        build();
        Member after = only(build(Setup.node(1000, 1, 1)));
        assertThat(after.tryAcquire()).as("the one place is taken").isFalse();

        before.release();
        assertThat(after.tryAcquire()).isTrue();
        after.release();
    }

    @Test
    void whatIsCountedOfACommandOutlivesSnapshots() {
        assertThat(build().ledger().all()).isEqualTo(build().ledger().all()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRememberedOfPasswordsOutlivesAllButAChangeOfUsers() {
        BasicAuthConfig users = new BasicAuthConfig("nodes", List.of());
        BalancerConfig guarded = config.with(Optional.of(users));
        Snapshot first = builder.build(guarded, List.of(), 0);
        assertThat(builder.build(guarded, List.of(Setup.node(1000, 1, 1)), 0).basicAuth())
                .isNotNull()
                .isSameAs(first.basicAuth());
        UserConfig alice = new UserConfig("alice", "$2y$04$" + ".".repeat(53));
        assertThat(builder.build(config.with(Optional.of(users.withFileUsers(List.of(alice)))), List.of(), 0)
                        .basicAuth())
                .isNotNull()
                .isNotSameAs(first.basicAuth());
        assertThat(builder.build(config, List.of(), 0).basicAuth()).isNull();
    }

    /** A loop that hasn't adopted the snapshot without it may take a place there at any moment. */
    @Test
    void aNodeThatComesBackIsTheSameForWhoeverStillKnowsIt() {
        Member before = only(build(Setup.node(1000, 1, 1)));
        build();
        assertThat(before.tryAcquire()).isTrue();
        assertThat(only(build(Setup.node(1000, 1, 1))).tryAcquire()).isFalse();
        before.release();
    }

    @Test
    void aNodeThatHasLeftIsForgottenOnceNobodyKnowsIt() {
        WeakReference<Node> left =
                new WeakReference<>(only(build(Setup.node(1000, 1, 1))).node());
        build();
        Await.until("it is forgotten", () -> {
            System.gc();
            return left.get() == null;
        });
    }

    @Test
    void aPoolHoldsTheNodesThatBelongToIt() {
        Snapshot snapshot = build(
                Setup.node(1000, 1, 1, PowRole.NONE),
                Setup.node(1001, 1, 1, PowRole.ALSO),
                Setup.node(1002, 1, 1, PowRole.ONLY));

        assertThat(snapshot.pools().get(0).members())
                .extracting(member -> member.node().port())
                .containsExactly(1000, 1001);
        assertThat(snapshot.pools().get(1).members())
                .extracting(member -> member.node().port())
                .containsExactly(1001, 1002);
    }

    @Test
    void theDifferenceBetweenTwoSnapshotsIsOneLine() {
        Snapshot before = build(Setup.node(1000, 1, 1, PowRole.NONE), Setup.node(1001, 1, 1, PowRole.NONE));
        Snapshot after = build(
                Setup.node(1001, 2, 1, PowRole.NONE),
                Setup.in(ServiceState.MAINT, Setup.node(1002, 1, 1, PowRole.NONE)),
                Setup.node(1003, 1, 1));

        assertThat(SnapshotDiff.describe(before, after))
                .isEqualTo("v2 iri_back: +2 -1 ~1 (2 of 3 usable), iri_pow_back: +1 -0 ~0 (1 of 1 usable)");
    }
}

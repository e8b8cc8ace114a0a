package org.irilb.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.command.Command;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Setup;
import org.irilb.core.pool.Asker;
import org.irilb.core.pool.Member;
import org.irilb.core.pool.Outside;
import org.irilb.core.pool.Pool;
import org.irilb.core.pool.Ticket;
import org.irilb.core.pool.Waiter;
import org.junit.jupiter.api.Test;

/** What loops do that go over from a snapshot with two pools to one in which one of them has been given up. */
final class SnapshotSuccessionTest {

    private static final Command POW = new Command.Named("attachToTangle", CommandProfile.UNKNOWN);

    private final Asker asker = Asker.from(InetAddress.getLoopbackAddress());
    private final List<NodeConfig> nodes = List.of(Setup.node(1000, 1, 1));
    private final SnapshotBuilder builder = new SnapshotBuilder(2, Outside.SYSTEM);
    private final Snapshot before = builder.build(Setup.standard().config(), nodes, 0);
    private final Pool defaults = before.pools().get(0);
    private final Pool pow = before.pools().get(1);
    private final List<String> heard = new ArrayList<>();

    private Ticket enqueue(Snapshot snapshot, Pool pool, String name) {
        Waiter waiter = new Waiter() {
            @Override
            public void granted(Member member) {
                heard.add(name + " granted");
            }

            @Override
            public void dismissed() {
                heard.add(name + " dismissed");
            }
        };
        return snapshot.places().enqueue(pool, waiter, asker, 0);
    }

    private Snapshot withoutPow() {
        return builder.build(Setup.standard().configWithoutCommands(), nodes, 1);
    }

    @Test
    void whoWaitsInAPoolThatWasGivenUpIsSentAwayAndNobodyElse() {
        Member held = pow.admit(asker);
        enqueue(before, pow, "a");
        enqueue(before, defaults, "b");
        enqueue(before, pow, "c").cancel();

        Snapshot after = withoutPow();
        after.succeed(before);

        assertThat(heard).containsExactly("a dismissed");
        assertThat(pow.queued()).isZero();
        after.places().release(held);
        assertThat(heard).containsExactly("a dismissed", "b granted");
    }

    @Test
    void whoIsSentToTheOldQueueByALoopThatIsBehindIsSentAwayByThatLoop() {
        Member held = pow.admit(asker);
        Snapshot after = withoutPow();
        after.succeed(before);
        enqueue(before, pow, "late");
        assertThat(heard).isEmpty();

        after.succeed(before);

        assertThat(heard).containsExactly("late dismissed");
        after.places().release(held);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aDismissalThatWasFasterThanACancellationIsTold() {
        pow.admit(asker);
        Ticket ticket = enqueue(before, pow, "a");
        withoutPow().succeed(before);

        assertThat(ticket.cancel()).isFalse();
        assertThat(heard).containsExactly("a dismissed");
    }

    @Test
    void thePoolThatServesTheCommandNowTakesThePlaceOfOneThatWasGivenUp() {
        Snapshot same = builder.build(Setup.standard().config(), nodes, 1);
        assertThat(same.current(pow, POW)).isSameAs(same.pools().get(1));
        assertThat(same.current(defaults, POW))
                .as("routes may change, but who waits stays in his queue")
                .isSameAs(same.pools().get(0));

        Snapshot after = withoutPow();
        assertThat(after.current(pow, POW)).isSameAs(after.pools().get(0));
        assertThat(after.current(defaults, POW)).isSameAs(after.pools().get(0));
    }

    @Test
    void aPlaceThatANewLimitBringsIsGrantedAtOnce() {
        defaults.admit(asker);
        enqueue(before, defaults, "a");
        Snapshot wider = builder.build(Setup.standard().config(), List.of(Setup.node(1000, 1, 2)), 1);
        assertThat(heard).isEmpty();

        wider.succeed(before);

        assertThat(heard).containsExactly("a granted");
    }
}

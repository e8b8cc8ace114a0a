package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.Balance;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Cluster cluster = new Cluster();
    private final List<Map.Entry<String, Member>> grants = new ArrayList<>();

    @Test
    void whoComesFirstIsServedFirst() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        Member held = snapshot.defaults().admit(Cluster.ASKER);
        enqueue(snapshot, snapshot.defaults(), "a", 1);
        enqueue(snapshot, snapshot.defaults(), "b", 2);
        assertThat(granted()).isEmpty();

        snapshot.places().release(held);
        assertThat(granted()).containsExactly("a");
        snapshot.places().release(grants.get(0).getValue());

        assertThat(granted()).containsExactly("a", "b");
        assertThat(snapshot.defaults().queued()).isZero();
        assertThat(snapshot.defaults().queuedHighest()).isEqualTo(2);
        assertThat(cluster.node("1").inFlight()).isEqualTo(1);
    }

    @Test
    void nobodyOvertakesTheQueue() {
        Cluster.Snapshot small = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        small.defaults().admit(Cluster.ASKER);
        enqueue(small, small.defaults(), "a", 1);

        Cluster.Snapshot wide = cluster.adopt(Cluster.limited("1", 2, 1, PowRole.NONE));

        assertThat(wide.defaults().admit(Cluster.ASKER)).isNull();
        wide.places().drain();
        assertThat(granted()).containsExactly("a");
    }

    @Test
    void aPlaceThatGotFreeBeforeTheWaiterWasAppendedIsFound() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        enqueue(snapshot, snapshot.defaults(), "a", 1);
        assertThat(granted()).containsExactly("a");
    }

    @Test
    void whoWaitedForSuspendedProofOfWorkIsServedWhenItIsResumed() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 2, 2, PowRole.ALSO));
        cluster.node("1").suspendPow();
        assertThat(snapshot.pow().admit(Cluster.ASKER)).isNull();
        enqueue(snapshot, snapshot.pow(), "a", 1);
        enqueue(snapshot, snapshot.defaults(), "b", 2);
        assertThat(granted()).containsExactly("b");

        snapshot.places().resumePow(cluster.node("1"));

        assertThat(granted()).containsExactly("b", "a");
    }

    @Test
    void theLongestWaitOverAllPoolsEndsFirst() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.ALSO));
        Member held = snapshot.defaults().admit(Cluster.ASKER);
        enqueue(snapshot, snapshot.defaults(), "c", 3);
        enqueue(snapshot, snapshot.pow(), "b", 2);
        enqueue(snapshot, snapshot.pow(), "d", 4);

        snapshot.places().release(held);
        snapshot.places().release(grants.get(0).getValue());
        snapshot.places().release(grants.get(1).getValue());

        assertThat(granted()).containsExactly("b", "c", "d");
    }

    @Test
    void whoCantUseThePlaceDoesntKeepItFromOthers() {
        Cluster.Snapshot snapshot =
                cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE), Cluster.limited("2", 1, 1, PowRole.ONLY));
        Member held = snapshot.defaults().admit(Cluster.ASKER);
        snapshot.pow().admit(Cluster.ASKER);
        enqueue(snapshot, snapshot.pow(), "pow", 1);
        enqueue(snapshot, snapshot.defaults(), "default", 2);

        snapshot.places().release(held);

        assertThat(granted()).containsExactly("default");
    }

    @Test
    void whoCancelsIsNeverGrantedAndLeavesTheQueue() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        Member held = snapshot.defaults().admit(Cluster.ASKER);
        Ticket first = enqueue(snapshot, snapshot.defaults(), "a", 1);
        enqueue(snapshot, snapshot.defaults(), "b", 5);

        assertThat(first.cancel()).isTrue();
        assertThat(first.cancel()).isFalse();

        assertThat(snapshot.defaults().queued()).isEqualTo(1);
        assertThat(snapshot.defaults().oldestWaitNanos(7)).isEqualTo(2);
        snapshot.places().release(held);
        assertThat(granted()).containsExactly("b");
        assertThat(snapshot.defaults().oldestWaitNanos(7)).isEqualTo(-1);
    }

    @Test
    void whoIsGrantedCantCancelAnyMore() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        Ticket ticket = enqueue(snapshot, snapshot.defaults(), "a", 1);

        assertThat(ticket.cancel()).isFalse();
        assertThat(granted()).containsExactly("a");
        assertThat(snapshot.defaults().queued()).isZero();
    }

    @Test
    void aPlaceTakenForSomebodyWhoGoesThisMomentIsGivenBackAndOfferedAgain() {
        List<Ticket> leaving = new ArrayList<>();
        Outside outside = new Outside(
                () -> {
                    leaving.forEach(Ticket::cancel);
                    return 0;
                },
                () -> 0);
        Cluster cluster = new Cluster(Balance.RANDOM, outside);
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.ALSO));
        Member held = snapshot.defaults().admit(Cluster.ASKER);
        leaving.add(enqueue(snapshot, snapshot.defaults(), "gone", 1));
        held.release();

        assertThat(snapshot.defaults().drain())
                .as("whether other pools are to be looked at again")
                .isTrue();
        assertThat(cluster.node("1").inFlight()).isZero();
        assertThat(granted()).isEmpty();

        held = snapshot.defaults().admit(Cluster.ASKER);
        leaving.clear();
        leaving.add(enqueue(snapshot, snapshot.defaults(), "gone", 1));
        enqueue(snapshot, snapshot.pow(), "a", 2);
        snapshot.places().release(held);
        assertThat(granted()).containsExactly("a");
        assertThat(snapshot.defaults().members().get(0).stats().sessions().current())
                .isZero();
    }

    @Test
    void whoTriesAgainWaitsForAnotherNodeAndKeepsNobodyFromTheOneThatFailedHim() {
        Cluster.Snapshot snapshot =
                cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE), Cluster.limited("2", 1, 1, PowRole.NONE));
        Member one = snapshot.defaults().admit(Cluster.ASKER);
        Member two = snapshot.defaults().admit(Cluster.ASKER);
        Asker failedByOne = Cluster.ASKER.afterTrying(cluster.node("1"));
        enqueue(snapshot, failedByOne, "a", 1);
        enqueue(snapshot, failedByOne, "b", 2);
        enqueue(snapshot, snapshot.defaults(), "c", 3);

        snapshot.places().release(one);
        assertThat(granted()).containsExactly("c");
        snapshot.places().release(two);

        assertThat(granted()).containsExactly("c", "a");
        assertThat(grants.get(1).getValue().node().id()).isEqualTo("2");
        assertThat(snapshot.defaults().queued()).isEqualTo(1);
    }

    @Test
    void whoHasTriedAllThatTakeRequestsMayHaveThemAgain() {
        Cluster.Snapshot two = cluster.adopt(
                Cluster.limited("1", 1, 1, PowRole.NONE),
                Cluster.config("2", 1, 1, 1, PowRole.NONE, ServiceState.READY));
        Member one = two.defaults().admit(Cluster.ASKER);
        two.defaults().admit(Cluster.ASKER);
        enqueue(two, Cluster.ASKER.afterTrying(cluster.node("1")), "a", 1);
        two.places().release(one);
        assertThat(granted()).isEmpty();

        Cluster.Snapshot left = cluster.adopt(
                Cluster.limited("1", 1, 1, PowRole.NONE),
                Cluster.config("2", 1, 1, 1, PowRole.NONE, ServiceState.DOWN));
        left.places().drain();

        assertThat(granted()).containsExactly("a");
    }

    @Test
    void whoHasTriedMoreNodesDoesntHideWhatIsOpenToHimBehind() {
        Cluster.Snapshot snapshot = cluster.adopt(
                Cluster.limited("1", 1, 1, PowRole.NONE),
                Cluster.limited("2", 1, 1, PowRole.NONE),
                Cluster.limited("3", 1, 1, PowRole.NONE));
        List<Member> held = List.of(
                snapshot.defaults().admit(Cluster.ASKER),
                snapshot.defaults().admit(Cluster.ASKER),
                snapshot.defaults().admit(Cluster.ASKER));
        Asker failedByOne = Cluster.ASKER.afterTrying(cluster.node("1"));
        enqueue(snapshot, failedByOne.afterTrying(cluster.node("2")), "a", 1);
        enqueue(snapshot, failedByOne, "b", 2);
        enqueue(snapshot, Cluster.ASKER.afterTrying(cluster.node("2")), "c", 3);

        snapshot.places().release(held.get(0));
        assertThat(granted()).containsExactly("c");
        snapshot.places().release(held.get(1));
        assertThat(granted()).containsExactly("c", "b");
        snapshot.places().release(held.get(2));
        assertThat(granted()).containsExactly("c", "b", "a");
    }

    @Test
    void theQueueOutlivesTheSnapshot() {
        Cluster.Snapshot none = cluster.adopt(Cluster.config("1", 1, 1, 1, PowRole.NONE, ServiceState.MAINT));
        enqueue(none, none.defaults(), "a", 1);
        enqueue(none, none.defaults(), "b", 2);

        Cluster.Snapshot some = cluster.adopt(Cluster.limited("1", 2, 1, PowRole.NONE));
        some.places().drain();

        assertThat(granted()).containsExactly("a", "b");
    }

    private Ticket enqueue(Cluster.Snapshot snapshot, Asker asker, String name, long arrival) {
        return snapshot.places()
                .enqueue(
                        snapshot.defaults(),
                        Cluster.waiter(member -> grants.add(Map.entry(name, member))),
                        asker,
                        arrival);
    }

    private Ticket enqueue(Cluster.Snapshot snapshot, Pool pool, String name, long arrival) {
        return snapshot.places()
                .enqueue(pool, Cluster.waiter(member -> grants.add(Map.entry(name, member))), Cluster.ASKER, arrival);
    }

    private List<String> granted() {
        return grants.stream().map(Map.Entry::getKey).toList();
    }
}

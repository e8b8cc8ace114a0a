package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Cluster cluster = new Cluster();
    private final List<Map.Entry<String, Member>> grants = new ArrayList<>();

    @Test
    void whoComesFirstIsServedFirst() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        Member held = snapshot.defaults().admit(Tried.NONE);
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
        small.defaults().admit(Tried.NONE);
        enqueue(small, small.defaults(), "a", 1);

        Cluster.Snapshot wide = cluster.adopt(Cluster.limited("1", 2, 1, PowRole.NONE));

        assertThat(wide.defaults().admit(Tried.NONE)).isNull();
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
    void theLongestWaitOverAllPoolsEndsFirst() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.ALSO));
        Member held = snapshot.defaults().admit(Tried.NONE);
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
        Member held = snapshot.defaults().admit(Tried.NONE);
        snapshot.pow().admit(Tried.NONE);
        enqueue(snapshot, snapshot.pow(), "pow", 1);
        enqueue(snapshot, snapshot.defaults(), "default", 2);

        snapshot.places().release(held);

        assertThat(granted()).containsExactly("default");
    }

    @Test
    void whoCancelsIsNeverGrantedAndLeavesTheQueue() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.NONE));
        Member held = snapshot.defaults().admit(Tried.NONE);
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
    void aPlaceTakenForSomebodyWhoHasGoneIsGivenBackAndOfferedAgain() {
        Cluster.Snapshot snapshot = cluster.adopt(Cluster.limited("1", 1, 1, PowRole.ALSO));
        // As between the two steps of cancelling: no longer waiting, but still to be found.
        snapshot.defaults()
                .append(member -> grants.add(Map.entry("gone", member)), 1)
                .claim();

        assertThat(snapshot.defaults().grantNext()).isEqualTo(Pool.Grant.GAVE_BACK);
        assertThat(cluster.node("1").inFlight()).isZero();

        snapshot.defaults()
                .append(member -> grants.add(Map.entry("gone", member)), 1)
                .claim();
        enqueue(snapshot, snapshot.pow(), "a", 2);
        assertThat(granted()).containsExactly("a");
        assertThat(snapshot.defaults().members().get(0).stats().sessions().highest())
                .isZero();
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

    private Ticket enqueue(Cluster.Snapshot snapshot, Pool pool, String name, long arrival) {
        return snapshot.places().enqueue(pool, member -> grants.add(Map.entry(name, member)), arrival);
    }

    private List<String> granted() {
        return grants.stream().map(Map.Entry::getKey).toList();
    }
}

package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final FailoverConfig HALF = new FailoverConfig(50, Duration.ofSeconds(30));

    private final List<NodeConfig> nodes = new ArrayList<>();

    /** Nodes of weight 10 in a zone. */
    private ReachTest zone(int rank, int usable, int down) {
        for (int i = 0; i < usable + down; i++) {
            add(rank, 10, i < usable ? ServiceState.READY : ServiceState.MAINT);
        }
        return this;
    }

    private void add(int rank, int weight, ServiceState state) {
        String id = "node" + nodes.size();
        NodeConfig node = Cluster.config(id, weight, 1, 1, PowRole.NONE, state);
        nodes.add(node.in(new Zone("dc" + rank, rank), id));
    }

    private Reach first(FailoverConfig config) {
        return Reach.first(nodes, config, 0);
    }

    private static Reach next(Reach before, ReachTest zones, long seconds) {
        return before.next(zones.nodes, HALF, seconds * SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        // usable, down in the first zone; usable, down in the second; percent; rank that is needed
        "4, 0,  4, 0, 50, 0", "2, 2,  4, 0, 50, 0", "1, 3,  4, 0, 50, 1", "0, 4,  4, 0, 50, 1", "0, 4,  0, 4, 50, 1",
        "0, 0,  4, 0, 50, 1", "0, 0,  0, 0, 50, 0", "3, 1,  4, 0, 100, 1", "4, 0,  4, 0, 100, 0", "1, 9,  4, 0, 0, 0",
        "0, 1,  4, 0, 0, 1"
    })
    void fartherNodesAreNeededWhenTheNearerHaveTooLittleWeight(
            int usable, int down, int farUsable, int farDown, int percent, int needed) {
        zone(0, usable, down).zone(1, farUsable, farDown);
        Reach reach = first(new FailoverConfig(percent, Duration.ofSeconds(30)));
        assertThat(reach.needed()).isEqualTo(needed);
        assertThat(reach.serving()).isEqualTo(needed);
    }

    @Test
    void weightsCountNotNodes() {
        add(0, 90, ServiceState.READY);
        add(0, 10, ServiceState.DOWN);
        zone(1, 1, 0);
        assertThat(first(HALF).serving()).isZero();
        add(0, 100, ServiceState.DRAIN);
        assertThat(first(HALF).serving()).isOne();
    }

    @Test
    void aThirdZoneIsNeededWhenTwoTogetherHaveTooLittle() {
        assertThat(new ReachTest()
                        .zone(0, 0, 10)
                        .zone(1, 4, 0)
                        .zone(2, 1, 0)
                        .first(HALF)
                        .serving())
                .isEqualTo(2);
        assertThat(new ReachTest()
                        .zone(0, 2, 8)
                        .zone(1, 4, 0)
                        .zone(2, 1, 0)
                        .first(HALF)
                        .serving())
                .isOne();
    }

    @Test
    void failingOverIsAtOnceAndComingBackTakesItsTime() {
        ReachTest well = new ReachTest().zone(0, 4, 0).zone(1, 4, 0);
        ReachTest broken = new ReachTest().zone(0, 1, 3).zone(1, 4, 0);
        Reach reach = well.first(HALF);
        reach = next(reach, broken, 10);
        assertThat(reach).isEqualTo(new Reach(1, 1, 10 * SECOND));
        reach = next(reach, well, 20);
        assertThat(reach).isEqualTo(new Reach(1, 0, 20 * SECOND));
        assertThat(reach.isFading()).isTrue();
        assertThat(next(reach, well, 49)).isEqualTo(reach);
        assertThat(next(reach, well, 50)).isEqualTo(new Reach(0, 0, 50 * SECOND));
    }

    @Test
    void aRelapseWhileFadingBringsTheFartherNodesBackInFull() {
        ReachTest well = new ReachTest().zone(0, 4, 0).zone(1, 4, 0);
        ReachTest broken = new ReachTest().zone(0, 1, 3).zone(1, 4, 0);
        Reach fading = next(broken.first(HALF), well, 20);
        Reach again = next(fading, broken, 40);
        assertThat(again.part(1, HALF.returnAfter())).isEqualTo(Part.FULL);
        assertThat(next(again, well, 45).isFading()).as("from the start").isTrue();
        assertThat(next(next(again, well, 45), well, 60).isFading()).isTrue();
    }

    @Test
    void whatIsNotNeededFadesAndWhatWasNotServingStandsBy() {
        ReachTest well = new ReachTest().zone(0, 4, 0).zone(1, 4, 0).zone(2, 4, 0);
        ReachTest broken = new ReachTest().zone(0, 1, 3).zone(1, 4, 0).zone(2, 4, 0);
        Reach reach = next(broken.first(HALF), well, 20);
        Part fading = reach.part(1, HALF.returnAfter());
        assertThat(reach.part(0, HALF.returnAfter())).isEqualTo(Part.FULL);
        assertThat(reach.part(2, HALF.returnAfter())).isEqualTo(Part.STANDBY);
        assertThat(fading.fade().share(20 * SECOND)).isEqualTo(1);
        assertThat(fading.fade().share(35 * SECOND)).isEqualTo(0.5);
        assertThat(fading.fade().share(50 * SECOND)).isZero();
        assertThat(fading.fade().isOver(60 * SECOND))
                .as("it doesn't get its share back")
                .isFalse();
    }

    @Test
    void withoutATimeToComeBackItIsBackAtOnce() {
        ReachTest well = new ReachTest().zone(0, 4, 0).zone(1, 4, 0);
        ReachTest broken = new ReachTest().zone(0, 1, 3).zone(1, 4, 0);
        assertThat(broken.first(HALF)
                        .next(well.nodes, new FailoverConfig(50, Duration.ZERO), SECOND)
                        .serving())
                .isZero();
    }
}

package org.irilb.health.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.health.check.NodeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilestonesTest {

    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final Milestones milestones = new Milestones(5, 60, published::add);

    private void tell(String id, long latest, long solid, long now) {
        milestones.told(
                id,
                new NodeInfo(
                        Map.of(),
                        Map.of("latestMilestoneIndex", latest, "latestSolidSubtangleMilestoneIndex", solid),
                        List.of()),
                now);
        milestones.judge(now);
    }

    private static OptionalLong lag(Milestones milestones, String id) {
        return milestones.facts(id, 0).orElseThrow().lag();
    }

    private Set<String> out() {
        return published.isEmpty()
                ? Set.of()
                : published.get(published.size() - 1).keySet();
    }

    @ParameterizedTest
    @CsvSource({
        "100,                     100",
        "100 100 100,             100",
        "100 101 102,             102",
        "100 100 105,             105",
        "100 100 106,             100",
        "1 100 100,               100",
        "100 100 99999999,        100",
        "100 200 200,             200",
        "100 200,                 100",
        "100 103,                 103",
        "100 100 200 200,         100",
        "100 200 200 200,         200",
        "0 1 9223372036854775807, 1",
    })
    void aLeadIsBelievedWithinTheMarginOrWithHalfOfTheOthers(String latest, long newest) {
        assertThat(Consensus.newest(Arrays.stream(latest.split(" ")).mapToLong(Long::parseLong), 5))
                .hasValue(newest);
    }

    @Test
    void aNodeBehindTheOthersIsOutWhateverItSaysOfItself() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("c", 94, 94, 0);

        assertThat(published)
                .containsExactly(Map.of(
                        "c",
                        new HealthVerdict(
                                ServiceState.DOWN, "milestone 94, 6 behind other nodes (expected: at most 5)")));
        assertThat(lag(milestones, "c")).hasValue(6);
        assertThat(lag(milestones, "a")).hasValue(0);
    }

    @Test
    void whatCountsIsWhatANodeHasInFull() {
        tell("a", 100, 100, 0);
        tell("b", 100, 94, 0);
        tell("c", 100, 95, 0);

        assertThat(out()).containsExactly("b");
    }

    @Test
    void aNodeThatCatchesUpIsBack() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("c", 90, 90, 0);
        tell("a", 101, 101, 1);
        tell("b", 101, 101, 1);
        assertThat(published).hasSize(1);

        tell("c", 101, 96, 1);

        assertThat(published).hasSize(2);
        assertThat(out()).isEmpty();
    }

    @Test
    void anImpossibleLeadOfOneTakesNobodyOut() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("liar", 99_999, 99_999, 0);

        assertThat(published).isEmpty();
        assertThat(lag(milestones, "liar")).hasValue(0);
    }

    @Test
    void ofTwoNeitherTakesTheOtherOut() {
        tell("a", 100, 100, 0);
        tell("b", 50, 50, 0);

        assertThat(published).isEmpty();
    }

    @Test
    void whatWasSaidLongAgoCountsNoMore() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("c", 50, 50, 0);
        assertThat(out()).containsExactly("c");

        tell("d", 51, 51, 61);

        assertThat(out()).isEmpty();
        assertThat(lag(milestones, "a")).isEmpty();
    }

    @Test
    void whatANodeSaidOfItselfIsRememberedHoweverLongAgoItWas() {
        NodeInfo info = new NodeInfo(Map.of("appVersion", "1.8.6"), Map.of("neighbors", 7L), List.of("RemotePOW"));
        milestones.told("a", info, 0);
        milestones.judge(1000);

        assertThat(milestones.facts("a", 1000))
                .contains(new NodeFacts(
                        "", "1.8.6", -1, -1, 7, OptionalLong.empty(), List.of("RemotePOW"), Duration.ofNanos(1000)));
        assertThat(milestones.facts("b", 1000)).isEmpty();
    }

    @Test
    void whoLeavesCountsNoMore() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("c", 50, 50, 0);

        milestones.retain(Set.of("a", "c"));
        milestones.judge(1);

        assertThat(out()).isEmpty();
    }

    @Test
    void whoTellsNoMilestonesIsNotCompared() {
        tell("a", 100, 100, 0);
        tell("b", 100, 100, 0);
        tell("c", 50, 50, 0);

        milestones.told("c", new NodeInfo(Map.of(), Map.of(), List.of()), 1);
        milestones.judge(1);

        assertThat(out()).isEmpty();
    }

    @Test
    void anyLagIsFineWhereItIsSwitchedOff() {
        Milestones off = new Milestones(0, 60, published::add);
        for (String id : List.of("a", "b", "c")) {
            long index = id.equals("c") ? 1 : 100;
            off.told(
                    id,
                    new NodeInfo(
                            Map.of(),
                            Map.of("latestMilestoneIndex", index, "latestSolidSubtangleMilestoneIndex", index),
                            List.of()),
                    0);
        }
        off.judge(0);

        assertThat(published).isEmpty();
        assertThat(lag(off, "c")).hasValue(99);
    }
}

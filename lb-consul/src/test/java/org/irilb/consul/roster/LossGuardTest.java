package org.irilb.consul.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.irilb.consul.roster.LossGuard.Judgement;
import org.irilb.consul.watch.WatchLoop.Sight;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossGuardTest {

    private static final Sight PLAIN = new Sight(false, true);
    private static final Sight CAREFUL = new Sight(true, true);
    private static final Sight AFTER_A_BREAK = new Sight(true, false);
    private static final long HOLD = LossRule.STANDARD.hold().toNanos();

    private final LossGuard guard = new LossGuard(LossRule.STANDARD);

    @ParameterizedTest
    @CsvSource({
        "4, 4, false", "4, 3, false", "4, 2, true", "4, 1, true", "4, 0, true", "5, 3, false", "5, 2, true",
        "3, 2, false", "3, 1, true", "2, 1, false", "2, 0, true", "1, 0, true", "100, 51, false", "100, 50, true"
    })
    void aLossOfHalfIsDoubtedIfThatIsTwoOrAll(int before, int after, boolean doubted) {
        Judgement judgement = guard.judge(nodes(before), nodes(after), Set.of(), PLAIN, 0);

        assertThat(judgement.isDoubted()).isEqualTo(doubted);
        assertThat(judgement.nodes()).hasSize(doubted ? before : after);
    }

    @Test
    void whatIsLostServesOnAndSaysWhyAndAllElseTakesEffect() {
        NodeConfig changed = node("b", ServiceState.READY, 7);
        NodeConfig added = node("x", ServiceState.READY, 1);
        NodeConfig critical = node("c", ServiceState.MAINT, 1).in(ServiceState.MAINT, "API: down");

        Judgement judgement = guard.judge(named("a", "b", "c"), List.of(changed, critical, added), Set.of(), PLAIN, 0);

        assertThat(judgement.held()).containsExactly("a", "c");
        assertThat(judgement.nodes())
                .containsExactly(
                        node("a", ServiceState.READY, 1)
                                .in(ServiceState.READY, "loss not believed yet: gone from Consul"),
                        changed,
                        node("c", ServiceState.READY, 1).in(ServiceState.READY, "loss not believed yet: API: down"),
                        added);
    }

    @Test
    void aLossThatMostServersConfirmIsBelieved() {
        assertThat(doubt(PLAIN, 0).isDoubted()).isTrue();

        Judgement judgement = doubt(CAREFUL, 1);

        assertThat(judgement.isDoubted()).isFalse();
        assertThat(judgement.nodes()).isEmpty();
    }

    @Test
    void afterABreakOnlyTimeConfirmsALoss() {
        assertThat(doubt(AFTER_A_BREAK, 0).isDoubted()).isTrue();
        assertThat(doubt(AFTER_A_BREAK, HOLD - 1).isDoubted()).isTrue();
        assertThat(doubt(PLAIN, HOLD).isDoubted()).isFalse();
    }

    @Test
    void aDoubtThatBeganWithABreakIsNotEndedByMostServersHoweverLongAgoThatWas() {
        assertThat(doubt(AFTER_A_BREAK, 0).isDoubted()).isTrue();

        assertThat(doubt(CAREFUL, HOLD - 1).isDoubted()).isTrue();
        assertThat(doubt(CAREFUL, HOLD).isDoubted()).isFalse();
        assertThat(doubt(PLAIN, HOLD + 1).isDoubted())
                .as("the next one begins anew")
                .isTrue();
        assertThat(doubt(CAREFUL, HOLD + 2).isDoubted()).isFalse();
    }

    @Test
    void onceDoubtingItBelievesNoFurtherLoss() {
        assertThat(doubt(AFTER_A_BREAK, 0).isDoubted()).isTrue();

        assertThat(guard.judge(nodes(4), nodes(3), Set.of(), PLAIN, 1).held()).containsExactly("3");
        assertThat(guard.judge(nodes(4), nodes(4), Set.of(), PLAIN, 2).isDoubted())
                .isFalse();
        assertThat(guard.judge(nodes(4), nodes(3), Set.of(), PLAIN, 3).isDoubted())
                .isFalse();
    }

    @Test
    void whatSomebodyTakesOutOnPurposeIsNoLoss() {
        List<NodeConfig> out = nodes(4).stream()
                .map(node -> node.in(ServiceState.MAINT, "maintenance"))
                .toList();

        assertThat(guard.judge(nodes(4), out, Set.of("0", "1", "2", "3"), PLAIN, 0)
                        .isDoubted())
                .isFalse();
        assertThat(guard.judge(nodes(4), out, Set.of("0", "1", "2"), PLAIN, 0).isDoubted())
                .isFalse();
        assertThat(guard.judge(nodes(4), out, Set.of("0", "1"), PLAIN, 0).held())
                .containsExactly("2", "3");
    }

    @Test
    void whatWasOutAlreadyIsNoLoss() {
        List<NodeConfig> out = nodes(4).stream()
                .map(node -> node.in(ServiceState.MAINT, "down"))
                .toList();

        assertThat(guard.judge(out, List.of(), Set.of(), PLAIN, 0).isDoubted()).isFalse();
    }

    @Test
    void aRuleThatHoldsNothingBelievesAtTheSecondLook() {
        LossGuard trusting = new LossGuard(new LossRule(50, 2, Duration.ZERO));

        assertThat(trusting.judge(nodes(4), List.of(), Set.of(), AFTER_A_BREAK, 0)
                        .isDoubted())
                .isTrue();
        assertThat(trusting.judge(nodes(4), List.of(), Set.of(), AFTER_A_BREAK, 0)
                        .isDoubted())
                .isFalse();
    }

    private Judgement doubt(Sight sight, long nanos) {
        return guard.judge(nodes(4), List.of(), Set.of(), sight, nanos);
    }

    private static List<NodeConfig> nodes(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> node(Integer.toString(i), ServiceState.READY, 1))
                .toList();
    }

    private static List<NodeConfig> named(String... ids) {
        return Stream.of(ids).map(id -> node(id, ServiceState.READY, 1)).toList();
    }

    private static NodeConfig node(String id, ServiceState state, int weight) {
        return new NodeConfig(id, "10.0.0.1", 14265, Scheme.HTTP, true, weight, 1, 1, PowRole.NONE, state, "");
    }
}

package org.irilb.health.active;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TlsOptions;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.irilb.health.kit.VirtualWorld;
import org.junit.jupiter.api.Test;

/** Every time here is virtual. */
class ActiveChecksTest {

    /** What the predecessor had. */
    private static final CheckPace PACE =
            new CheckPace(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(30), 2, 4);

    private final VirtualWorld world = new VirtualWorld();
    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final ActiveChecks checks = new ActiveChecks(world, published::add, new CheckListener() {
        @Override
        public void checked(String id, CheckResult result) {
            observed.add(id + " " + result.status());
        }

        @Override
        public void wentDown(String id) {
            observed.add(id + " went down");
        }
    });

    private static CheckedNode node(String id) {
        return new CheckedNode(
                id,
                new TcpCheck(Target.parse("http://" + id).orElseThrow(), Duration.ofSeconds(10), TlsOptions.STANDARD),
                PACE);
    }

    private void seconds(double seconds) {
        world.pass(Duration.ofMillis((long) (seconds * 1000)));
    }

    private HealthStatus status(String id) {
        return checks.status(id).orElseThrow();
    }

    /** Seconds between the checks so far. */
    private List<Double> pauses() {
        return IntStream.range(1, world.asked().size())
                .mapToObj(i -> Math.round(1000
                                * (world.asked().get(i).second()
                                        - world.asked().get(i - 1).second()))
                        / 1000.0)
                .toList();
    }

    /** Checks one node until its first check is done. */
    private void first(String id) {
        checks.update(List.of(node(id)));
        while (world.asked().isEmpty()) {
            seconds(0.001);
        }
    }

    @Test
    void aNewNodeIsUpAtTheEdgeUntilItsFirstCheck() {
        checks.update(List.of(node("a")));
        seconds(0);

        assertThat(status("a").word()).isEqualTo("UP 1/4");
        assertThat(status("a").code()).isEqualTo("INI");
        seconds(2);
        assertThat(status("a").word()).isEqualTo("UP");
        assertThat(status("a").code()).isEqualTo("L7OK");
        assertThat(published).isEmpty();
    }

    @Test
    void aNewNodeThatFailsIsDownAtOnce() {
        world.set("a", CheckStatus.L4CON);
        first("a");

        assertThat(status("a").word()).isEqualTo("DOWN");
        assertThat(published).containsExactly(Map.of("a", new HealthVerdict(ServiceState.DOWN, "L4CON said L4CON")));
    }

    @Test
    void whatEndsWithTheChecksSpeaksAgainstNobody() {
        world.set("a", CheckStatus.L4CON);
        world.answerAfter(Duration.ofSeconds(5));
        first("a");
        checks.close();
        seconds(60);

        assertThat(world.asked()).hasSize(1);
        assertThat(observed).isEmpty();
        assertThat(published).isEmpty();
    }

    @Test
    void noMoreDoesWhatIsGivenUpBeforeTheThreadHearsOfTheEnd() {
        world.answerAfter(Duration.ofSeconds(5));
        first("a");
        checks.close();
        world.giveUp();
        seconds(60);

        assertThat(world.asked()).hasSize(1);
        assertThat(observed).isEmpty();
        assertThat(published).isEmpty();
    }

    @Test
    void aNodeIsAskedAtHaproxysPace() {
        first("a");
        seconds(25);
        world.set("a", CheckStatus.L7STS);
        seconds(100);

        // up: every 10 s; in doubt: every 2 s; down: every 30 s
        assertThat(pauses()).startsWith(10.0, 10.0, 10.0, 2.0, 2.0, 2.0, 30.0, 30.0);
        assertThat(status("a").word()).isEqualTo("DOWN");
        assertThat(status("a").httpCode()).isEqualTo(503);
    }

    @Test
    void aNodeGoesDownAfterFourFailuresAndUpAfterTwoPasses() {
        first("a");
        world.set("a", CheckStatus.L7TOUT);
        seconds(10);
        assertThat(status("a").word()).isEqualTo("UP 3/4");
        seconds(2);
        assertThat(status("a").word()).isEqualTo("UP 2/4");
        seconds(2);
        assertThat(status("a").word()).isEqualTo("UP 1/4");
        assertThat(published).isEmpty();
        seconds(2);
        assertThat(status("a").word()).isEqualTo("DOWN");
        assertThat(published).hasSize(1);

        world.set("a", CheckStatus.L7OK);
        seconds(30);
        assertThat(status("a").word()).isEqualTo("DOWN 1/2");
        assertThat(published).hasSize(1);
        seconds(2);
        assertThat(status("a").word()).isEqualTo("UP");
        assertThat(published.get(1)).isEmpty();
    }

    @Test
    void eachResultIsToldAndEachFall() {
        first("a");
        world.set("a", CheckStatus.L7TOUT);
        seconds(16);
        world.set("a", CheckStatus.L7OK);
        seconds(32);

        assertThat(observed)
                .containsExactly(
                        "a L7OK", "a L7TOUT", "a L7TOUT", "a L7TOUT", "a L7TOUT", "a went down", "a L7OK", "a L7OK");
    }

    private static CheckedNode twice(String id, CheckPace second) {
        CheckedNode node = node(id);
        PacedCheck other = new PacedCheck(node(id + "-too").checks().get(0).check(), second);
        return new CheckedNode(id, List.of(node.checks().get(0), other));
    }

    @Test
    void aNodeWithTwoChecksIsUpIfBothSaySo() {
        checks.update(List.of(twice("a", PACE)));
        seconds(5);
        assertThat(status("a").word()).isEqualTo("UP");

        world.set("a-too", CheckStatus.L7TOUT);
        seconds(30);
        assertThat(status("a").word()).isEqualTo("DOWN");
        assertThat(status("a").failed()).isEqualTo(4);
        assertThat(published.get(0).get("a").reason()).isEqualTo("L7TOUT said L7TOUT");

        world.set("a", CheckStatus.L4CON);
        seconds(30);
        assertThat(published.get(1).get("a").reason()).isEqualTo("L4CON said L4CON");
        world.set("a-too", CheckStatus.L7OK);
        seconds(60);
        assertThat(status("a").word()).isEqualTo("DOWN");
        assertThat(published).hasSize(2);
        assertThat(observed).filteredOn("a went down"::equals).hasSize(1);

        world.set("a", CheckStatus.L7OK);
        seconds(60);
        assertThat(status("a").word()).isEqualTo("UP");
        assertThat(published.get(2)).isEmpty();
        assertThat(status("a").outages().downs()).isOne();
    }

    @Test
    void countersBeginAnewAndItStaysDown() {
        checks.update(List.of(node("a")));
        seconds(5);
        world.set("a", CheckStatus.L7TOUT);
        seconds(30);
        assertThat(status("a").failed()).isEqualTo(4);
        assertThat(status("a").outages().downs()).isOne();

        checks.clearCounters();
        assertThat(status("a").failed()).isZero();
        assertThat(status("a").outages().downs()).isZero();
        assertThat(status("a").outages().downtime()).isPositive();
        assertThat(status("a").word()).isEqualTo("DOWN");

        world.set("a", CheckStatus.L7OK);
        seconds(60);
        world.set("a", CheckStatus.L7TOUT);
        seconds(60);
        assertThat(status("a").failed()).isEqualTo(4);
        assertThat(status("a").outages().downs()).isOne();
    }

    @Test
    void eachOfItsChecksHasItsOwnPace() {
        CheckPace rare = new CheckPace(Duration.ofSeconds(50), Duration.ofSeconds(2), Duration.ofSeconds(30), 2, 4);
        checks.update(List.of(twice("a", rare)));
        seconds(100);

        assertThat(world.asked()).filteredOn(asked -> asked.host().equals("a")).hasSize(10);
        assertThat(world.asked())
                .filteredOn(asked -> asked.host().equals("a-too"))
                .hasSize(2);
    }

    @Test
    void whereNoSocketIsToBeHadWhatWasKnownOfANodeStays() {
        first("a");
        checks.update(List.of(node("a"), node("b")));
        world.set("b", CheckStatus.L4CON);
        seconds(20);
        assertThat(status("b").word()).isEqualTo("DOWN");
        world.set("a", CheckStatus.SOCKERR);
        world.set("b", CheckStatus.SOCKERR);
        seconds(300);

        assertThat(status("a").word()).isEqualTo("UP");
        assertThat(status("a").code()).isEqualTo("SOCKERR");
        assertThat(status("a").failed()).isZero();
        assertThat(status("b").word()).isEqualTo("DOWN");
        assertThat(published).hasSize(1);
    }

    @Test
    void aCheckThatRunsIsTold() {
        world.answerAfter(Duration.ofSeconds(1));
        first("a");
        assertThat(status("a").isRunning()).isTrue();
        assertThat(status("a").code()).isEqualTo("INI");

        seconds(1);
        assertThat(status("a").isRunning()).isFalse();
        assertThat(status("a").code()).isEqualTo("L7OK");
    }

    @Test
    void theTimesOfTheLastFiveAnswersAreRemembered() {
        first("a");
        for (int millis = 1; millis <= 6; millis++) {
            world.answerAfter(Duration.ofMillis(millis));
            seconds(10.05);
        }

        assertThat(status("a").lastTook())
                .containsExactly(
                        Duration.ofMillis(6),
                        Duration.ofMillis(5),
                        Duration.ofMillis(4),
                        Duration.ofMillis(3),
                        Duration.ofMillis(2));
    }

    @Test
    void aPassInBetweenClearsAllDoubt() {
        first("a");
        world.set("a", CheckStatus.L7TOUT);
        seconds(14);
        world.set("a", CheckStatus.L7OK);
        seconds(2);

        assertThat(status("a").word()).isEqualTo("UP");
    }

    @Test
    void failuresFallsAndTheTimeDownAreCounted() {
        first("a");
        world.set("a", CheckStatus.L7TOUT);
        seconds(16);
        world.set("a", CheckStatus.L7OK);
        seconds(32);
        seconds(1000);

        assertThat(status("a").failed()).isEqualTo(4);
        assertThat(status("a").outages().downs()).isEqualTo(1);
        assertThat(status("a").outages().downtime()).hasSeconds(32);
        assertThat(status("a").outages().sinceChange()).hasSeconds(1000);
    }

    @Test
    void theNextCheckIsDueFromTheEndOfTheLast() {
        world.answerAfter(Duration.ofSeconds(1));
        first("a");
        seconds(40);

        assertThat(pauses()).containsExactly(11.0, 11.0, 11.0);
    }

    @Test
    void firstChecksAreSpreadEvenly() {
        checks.update(IntStream.range(0, 1000)
                .mapToObj(i -> node("10.0." + i / 250 + "." + i % 250 + ":14265"))
                .toList());
        seconds(2);

        assertThat(world.asked()).hasSize(1000);
        for (int i = 0; i < 10; i++) {
            double from = i * 0.2;
            assertThat(world.asked().stream().filter(asked -> asked.second() >= from && asked.second() < from + 0.2))
                    .hasSizeBetween(60, 140);
        }
    }

    @Test
    void aNodeThatStaysIsNotAskedAnew() {
        first("a");
        world.set("a", CheckStatus.L7TOUT);
        seconds(12);
        checks.update(List.of(node("a"), node("b")));
        seconds(0);

        assertThat(status("a").word()).isEqualTo("UP 2/4");
    }

    @Test
    void aNodeThatComesBackFromMaintenanceBeginsAtTheEdge() {
        world.set("a", CheckStatus.L4CON);
        first("a");
        checks.update(List.of());
        seconds(60);
        assertThat(published).hasSize(2);
        assertThat(published.get(1)).isEmpty();
        assertThat(checks.status("a")).isEmpty();
        int before = world.asked().size();

        checks.update(List.of(node("a")));
        seconds(0);

        assertThat(status("a").word()).isEqualTo("UP 1/4");
        assertThat(world.asked()).hasSize(before);
        seconds(2);
        assertThat(status("a").word()).isEqualTo("DOWN");
    }

    @Test
    void theResultOfANodeThatHasLeftCountsForNothing() {
        world.answerAfter(Duration.ofSeconds(1));
        world.set("a", CheckStatus.L4CON);
        first("a");
        checks.update(List.of());
        seconds(60);

        assertThat(published).isEmpty();
        assertThat(world.asked()).hasSize(1);
    }
}

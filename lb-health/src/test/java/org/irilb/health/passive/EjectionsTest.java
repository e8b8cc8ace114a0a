package org.irilb.health.passive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.TlsOptions;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.NodeFault;
import org.irilb.health.active.CheckPace;
import org.irilb.health.active.CheckedNode;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.check.NodeInfo;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;
import org.irilb.health.kit.VirtualWorld;
import org.junit.jupiter.api.Test;

/** Every time here is virtual. */
class EjectionsTest {

    private static final CheckPace PACE =
            new CheckPace(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(30), 2, 4);

    private final VirtualWorld world = new VirtualWorld();
    private final List<Map<String, HealthVerdict>> published = new ArrayList<>();
    private final Ejections ejections = new Ejections(world, EjectionRules.STANDARD, published::add);

    private static CheckedNode node(String id) {
        return new CheckedNode(
                id,
                new TcpCheck(Target.parse("http://" + id).orElseThrow(), Duration.ofSeconds(1), TlsOptions.STANDARD),
                PACE);
    }

    private void nodes(String... ids) {
        ejections.update(Stream.of(ids).map(EjectionsTest::node).toList(), List.of(Set.of(ids)));
        seconds(0);
    }

    private void seconds(double seconds) {
        world.pass(Duration.ofMillis((long) (seconds * 1000)));
    }

    private Set<String> out() {
        return published.isEmpty()
                ? Set.of()
                : published.get(published.size() - 1).keySet();
    }

    /** So many requests in a row fail. */
    private void fail(String id, int times) {
        IntStream.rangeClosed(1, times).forEach(i -> ejections.failed(id, NodeFault.ABORT, i));
        seconds(0);
    }

    private void sayNotReady(String id, int times) {
        // with other requests between them that succeed
        IntStream.range(0, times).forEach(i -> ejections.failed(id, NodeFault.NOT_READY, 1));
        seconds(0);
    }

    @Test
    void fiveFailuresInARowTakeANodeOut() {
        nodes("a", "b");
        fail("a", 4);
        fail("a", 4);
        assertThat(published).isEmpty();

        fail("a", 5);

        assertThat(out()).containsExactly("a");
        assertThat(published.get(0).get("a").reason())
                .isEqualTo("5 requests in a row failed, the last one: the connection broke off");
    }

    @Test
    void aNodeThatSaysThreeTimesThatItIsNotReadyIsOut() {
        nodes("a", "b");
        sayNotReady("a", 2);
        assertThat(published).isEmpty();

        sayNotReady("a", 1);

        assertThat(out()).containsExactly("a");
        assertThat(published.get(0).get("a").reason()).isEqualTo("3 answers say that the node is not ready");
    }

    @Test
    void suchAnswersCountForAWhileOnly() {
        nodes("a", "b");
        for (int i = 0; i < 10; i++) {
            sayNotReady("a", 1);
            seconds(16);
        }

        assertThat(published).isEmpty();
    }

    @Test
    void aNodeComesBackThroughACheckAfterAWhile() {
        nodes("a", "b");
        fail("a", 5);
        seconds(9.9);
        assertThat(world.asked()).isEmpty();
        assertThat(out()).containsExactly("a");

        seconds(0.1);

        assertThat(world.asked()).hasSize(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void aNodeWhoseCheckFailsStaysOut() {
        nodes("a", "b");
        world.set("a", CheckStatus.L4CON);
        fail("a", 5);
        seconds(30);
        assertThat(out()).containsExactly("a");
        assertThat(world.asked()).hasSizeGreaterThan(5);

        world.set("a", CheckStatus.L7OK);
        seconds(2);

        assertThat(out()).isEmpty();
    }

    @Test
    void aNodeThatWasNotReadyStaysOutWhileItSaysThatItIsBehind() {
        nodes("a", "b");
        world.says("a", info(30, 5));
        sayNotReady("a", 3);
        seconds(60);
        assertThat(out()).containsExactly("a");

        world.says("a", info(30, 30));
        seconds(2);

        assertThat(out()).isEmpty();
    }

    private static NodeInfo info(long latest, long solid) {
        return new NodeInfo(
                Map.of(),
                Map.of("latestMilestoneIndex", latest, "latestSolidSubtangleMilestoneIndex", solid),
                List.of());
    }

    @Test
    void eachTimeItIsOutForTwiceAsLong() {
        nodes("a", "b");
        for (int hold : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            fail("a", 5);
            assertThat(out()).containsExactly("a");
            seconds(hold - 0.1);
            assertThat(out()).as(hold + " s").containsExactly("a");
            seconds(0.1);
            assertThat(out()).as(hold + " s").isEmpty();
        }
        seconds(601); // it has been good for long enough

        fail("a", 5);
        seconds(10);

        assertThat(out()).isEmpty();
    }

    private void fall(String id) {
        ejections.wentDown(id);
        seconds(0);
    }

    @Test
    void aNodeThatFlapsStaysOutLongerEachTimeUntilItHasBeenCalm() {
        nodes("a", "b");
        fall("a");
        fall("a");
        assertThat(published).isEmpty();
        assertThat(ejections.status("a").flaps()).isEqualTo(2);

        for (int hold : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            fall("a");
            assertThat(out()).containsExactly("a");
            assertThat(ejections.status("a").holdLeft()).hasSeconds(hold);
            seconds(hold - 0.1);
            assertThat(out()).as(hold + " s").containsExactly("a");
            seconds(0.1);
            assertThat(out()).as(hold + " s").isEmpty();
        }
        assertThat(ejections.status("a").flaps()).isEqualTo(9);
        seconds(601);
        assertThat(ejections.status("a").flaps()).isZero();

        fall("a");
        fall("a");
        assertThat(out()).isEmpty();
        fall("a");
        assertThat(published.get(published.size() - 1).get("a").reason())
                .isEqualTo("its checks took it down 3 times lately");
        seconds(10);
        assertThat(out()).isEmpty();
    }

    @Test
    void whatIsHeldAgainstANodeIsTold() {
        nodes("a", "b", "c");
        assertThat(ejections.status("a")).isEqualTo(EvidenceStatus.NONE);
        sayNotReady("a", 2);
        assertThat(ejections.status("a")).isEqualTo(new EvidenceStatus(2, 0, 0, "", false, Duration.ZERO));
        seconds(31);
        assertThat(ejections.status("a")).isEqualTo(EvidenceStatus.NONE);

        fail("a", 5);
        seconds(4);
        assertThat(ejections.status("a"))
                .isEqualTo(new EvidenceStatus(
                        0,
                        0,
                        1,
                        "5 requests in a row failed, the last one: the connection broke off",
                        true,
                        Duration.ofSeconds(6)));

        fail("b", 5);
        assertThat(ejections.status("a").isOut()).isFalse();
        assertThat(ejections.status("a").isGuilty()).isTrue();
        seconds(100);
        assertThat(ejections.status("a")).isEqualTo(new EvidenceStatus(0, 0, 1, "", false, Duration.ZERO));
    }

    @Test
    void allOfItsChecksHaveToPassToBringItBack() {
        CheckedNode both = new CheckedNode(
                "a", List.of(node("a").checks().get(0), node("a-too").checks().get(0)));
        ejections.update(List.of(both, node("b")), List.of(Set.of("a", "b")));
        world.set("a-too", CheckStatus.L4CON);
        seconds(0);
        fail("a", 5);
        seconds(20);
        assertThat(out()).containsExactly("a");

        world.set("a-too", CheckStatus.L7OK);
        seconds(2);

        assertThat(out()).isEmpty();
    }

    @Test
    void whereNoSocketIsToBeHadANodeThatIsOutStaysOut() {
        nodes("a", "b");
        world.set("a", CheckStatus.SOCKERR);
        fail("a", 5);
        seconds(30);

        assertThat(out()).containsExactly("a");
    }

    @Test
    void halfOfThePoolIsOutAtMost() {
        nodes("a", "b", "c", "d", "e");
        fail("e", 5);
        seconds(1);
        fail("b", 5);
        seconds(1);
        assertThat(out()).containsExactlyInAnyOrder("b", "e");
    }

    @Test
    void whenMostNodesFailNoneIsOut() {
        nodes("a", "b", "c");
        fail("a", 5);
        assertThat(out()).containsExactly("a");

        fail("b", 5);
        assertThat(out()).isEmpty();

        seconds(10); // both pass their checks
        fail("b", 5);
        assertThat(out()).containsExactly("b");
    }

    @Test
    void theOnlyNodeStays() {
        nodes("a");
        fail("a", 5);

        assertThat(out()).isEmpty();
    }

    @Test
    void aNodeIsOutOnlyIfEachOfItsPoolsCanDoWithoutIt() {
        ejections.update(
                Stream.of("a", "b", "c", "pow").map(EjectionsTest::node).toList(),
                List.of(Set.of("a", "b", "c", "pow"), Set.of("pow")));
        seconds(0);
        fail("pow", 5);
        assertThat(out()).isEmpty();

        fail("a", 5);
        assertThat(out()).containsExactly("a");
    }

    @Test
    void whoeverLeavesIsForgotten() {
        nodes("a", "b", "c");
        fail("a", 5);
        nodes("b", "c");
        assertThat(out()).isEmpty();
        fail("a", 5);

        nodes("a", "b", "c");
        seconds(60);

        assertThat(out()).isEmpty();
        assertThat(world.asked()).isEmpty();
    }

    @Test
    void nothingCountsWhereItIsSwitchedOff() {
        EjectionRules off = new EjectionRules(
                0, 0, Duration.ofSeconds(30), 0, Duration.ofSeconds(10), Duration.ofMinutes(5), 100, 0);
        Ejections none = new Ejections(world, off, published::add);
        none.update(List.of(node("a")), List.of(Set.of("a")));
        IntStream.rangeClosed(1, 100).forEach(i -> none.failed("a", NodeFault.ABORT, i));
        IntStream.rangeClosed(1, 100).forEach(i -> none.failed("a", NodeFault.NOT_READY, i));
        seconds(1);
        IntStream.rangeClosed(1, 100).forEach(i -> none.wentDown("a"));
        seconds(1);

        assertThat(published).isEmpty();
    }

    @Test
    void sharesAreOfThePoolAndRoundedDown() {
        for (int size = 1; size <= 9; size++) {
            List<String> all =
                    IntStream.range(0, size).mapToObj(Integer::toString).toList();
            for (int guilty = 0; guilty <= size; guilty++) {
                Set<String> out = Quota.out(
                        all.subList(0, guilty),
                        List.of(all.stream().collect(Collectors.toSet())),
                        EjectionRules.STANDARD);

                boolean panic = (size - guilty) * 2 < size;
                assertThat(out).hasSize(panic ? 0 : Math.min(guilty, size / 2));
            }
        }
    }
}

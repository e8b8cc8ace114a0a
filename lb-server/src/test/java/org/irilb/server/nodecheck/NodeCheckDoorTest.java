package org.irilb.server.nodecheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.config.Scheme;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;
import org.irilb.health.check.CheckStatus;
import org.irilb.health.probe.Prober;
import org.irilb.server.demo.NodeTraits;
import org.irilb.server.demo.SimulatedNode;
import org.irilb.server.nodecheck.NodeCheckDoor.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCheckDoorTest {

    @Test
    void statusesAreThoseThatConsulKnows() {
        try (SimulatedNode node = SimulatedNode.start(Scheme.HTTP, NodeTraits.plain());
                Prober prober = new Prober()) {
            NodeCheckDoor door = new NodeCheckDoor(prober::run, target -> target.port() == node.port());
            String query = "a=http%3A%2F%2F127.0.0.1%3A" + node.port() + "&t=20&w=20s";

            Reply passing = door.answer(query).join();
            node.change(traits -> traits.withMilestones(9, 3));
            Reply warning = door.answer(query + "&u").join();
            Reply critical = door.answer(query + "&i").join();

            assertThat(passing.status()).isEqualTo(200);
            assertThat(passing.text()).startsWith("OK: IRI 1.8.6");
            assertThat(warning.status()).isEqualTo(429);
            assertThat(warning.text()).startsWith("WARNING: out of sync");
            assertThat(critical.status()).isEqualTo(503);
            assertThat(critical.text()).startsWith("CRITICAL: latestSolidSubtangleMilestoneIndex: 3");
            assertThat(door.answer(query + "&json").join().text()).startsWith("{\"passing\":false");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a=http://192.0.2.1:1  | 403 | http://192.0.2.1:1/ is no node of this balancer
            p                     | 400 | -a: missing (expected: the node's URL)
            a                     | 400 | -a: missing (expected: a value)
            a=http://node&x       | 400 | -x: unknown option (expected: one of -a -t -n -m -r -w -p -k -i -u -h --json)
            a=%zz                 | 400 | malformed query (expected: a=URL&p&m=1.8.6)
            h                     | 400 | see node-check -h
            """)
    void whatCantBeAskedIsToldWithoutAsking(String query, int status, String text) {
        NodeCheckDoor door = new NodeCheckDoor(
                check -> {
                    throw new AssertionError(check);
                },
                target -> false);

        assertThat(door.answer(query).join()).isEqualTo(new Reply(status, text));
    }

    @Test
    void thatNobodyCouldBeAskedIsAWarning() {
        NodeCheckDoor door = new NodeCheckDoor(
                check -> CompletableFuture.completedFuture(
                        CheckResult.unanswered(CheckStatus.SOCKERR, Duration.ZERO, "no socket: Too many open files")),
                target -> true);

        assertThat(door.answer("a=http://node").join())
                .isEqualTo(new Reply(429, "UNKNOWN: no socket: Too many open files"));
    }

    @Test
    void onlySoManyChecksRunAtATime() {
        List<CompletableFuture<CheckResult>> running = new ArrayList<>();
        NodeCheckDoor door = new NodeCheckDoor(
                (Check check) -> {
                    running.add(new CompletableFuture<>());
                    return running.get(running.size() - 1);
                },
                target -> true);
        for (int i = 0; i < 256; i++) {
            assertThat(door.answer("a=http://node")).isNotDone();
        }

        assertThat(door.answer("a=http://node").join()).isEqualTo(new Reply(503, "more than 256 checks at a time"));
        running.get(0).completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(door.answer("a=http://node")).isNotDone();
        assertThat(running).hasSize(257);
    }
}

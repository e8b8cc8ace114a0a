package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.NodeFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class NodeWatchTest {

    private static final String BALANCES = "{\"command\":\"getBalances\"}";
    private static final String NOT_READY =
            "{\"error\":\"This operation cannot be executed: The subtangle has not been updated yet.\",\"duration\":2}";

    private final List<String> told = new CopyOnWriteArrayList<>();

    private Rig over(int port, Setup setup) {
        Rig rig = Rig.start(setup, Setup.node(port, 1, 100));
        rig.balancer().watchNodes((node, fault, inARow) -> told.add(fault + " " + inARow));
        return rig;
    }

    private Rig over(Origin node) {
        return over(node.port(), Setup.standard());
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    /** Gives these answers in turn. */
    private static Origin answering(String... answers) {
        AtomicInteger turn = new AtomicInteger();
        return Origin.playing((wire, origin) -> {
            while (true) {
                origin.next(wire);
                origin.done();
                wire.send(answers[turn.getAndIncrement() % answers.length]);
            }
        });
    }

    private static void ask(Rig rig, int times) {
        try (Wire client = rig.client()) {
            for (int i = 0; i < times; i++) {
                client.post(BALANCES).readAnswer();
            }
        }
    }

    @Test
    void eachFailedConnectCounts() {
        try (DeadPort dead = new DeadPort();
                Rig rig = over(dead.port(), Setup.standard().withRetries(1))) {
            ask(rig, 1);

            assertThat(told).containsExactly("CONNECT 1", "CONNECT 2");
            ServerStatus server = rig.status().pools().get(0).servers().get(0);
            assertThat(server.counters().sum(Counter.NODE_FAULTS)).isEqualTo(2);
            assertThat(server.failedInARow()).isEqualTo(2);
        }
    }

    @Test
    void connectionsThatBreakOffCountUntilARequestIsAnswered() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    int number = origin.connections();
                    origin.next(wire);
                    origin.done();
                    if (number == 3) {
                        wire.send(answer("200 OK", "{}").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                    }
                });
                Rig rig = over(node)) {
            ask(rig, 4);

            Await.until("all are told", () -> told.size() == 3);
            assertThat(told).containsExactly("ABORT 1", "ABORT 2", "ABORT 1");
        }
    }

    @Test
    void halfAnAnswerIsNone() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.done();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                });
                Rig rig = over(node)) {
            for (int i = 0; i < 3; i++) {
                try (Wire client = rig.client()) {
                    client.post(BALANCES).readToEnd();
                }
            }

            assertThat(told).containsExactly("ABORT 1", "ABORT 2", "ABORT 3");
            assertThat(rig.counted(Counter.RESPONSE_ERRORS)).isEqualTo(3);
            assertThat(rig.counted(Counter.SERVER_ABORTS)).isEqualTo(3);
        }
    }

    @Test
    void whatIsNoHttpCounts() {
        try (Origin node = answering("SSH-2.0-OpenSSH\r\n\r\n");
                Rig rig = over(node)) {
            ask(rig, 1);

            assertThat(told).containsExactly("MALFORMED 1");
            assertThat(rig.counted(Counter.RESPONSE_ERRORS)).isEqualTo(1);
            assertThat(rig.counted(Counter.SERVER_ABORTS)).isZero();
        }
    }

    @Test
    void silenceCountsButNotUnderProofOfWorkWhichAClientMayMakeEndless() {
        try (Origin node = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    origin.awaitGo();
                });
                Rig rig = over(node.port(), Setup.standard().withServerTimeout(Duration.ofMillis(300)));
                Wire client = rig.client();
                Wire worker = rig.client()) {
            assertThat(worker.post("{\"command\":\"attachToTangle\"}")
                            .readAnswer()
                            .status())
                    .isEqualTo(504);
            assertThat(told).isEmpty();
            assertThat(client.post(BALANCES).readAnswer().status()).isEqualTo(504);

            assertThat(told).containsExactly("TIMEOUT 1");
        }
    }

    @Test
    void gatewayErrorsCountAndOthersOfTheirKindDoNot() {
        try (Origin node = answering(
                        answer("502 Bad Gateway", "<html>"),
                        answer("503 Service Unavailable", ""),
                        answer("504 Gateway Timeout", "<html>"),
                        answer("500 Internal Server Error", "{\"exception\":\"x\"}"),
                        answer("502 Bad Gateway", "<html>"));
                Rig rig = over(node)) {
            ask(rig, 5);

            assertThat(told).containsExactly("GATEWAY 1", "GATEWAY 2", "GATEWAY 3", "GATEWAY 1");
        }
    }

    @Test
    void aNodeThatSaysThatItIsNotReadyIsTakenAtItsWord() {
        try (Origin node = answering(answer("400 Bad Request", NOT_READY));
                Rig rig = over(node)) {
            ask(rig, 3);

            assertThat(told).hasSize(3).allMatch(fault -> fault.startsWith(NodeFault.NOT_READY.name()));
        }
    }

    /** Requests that are sent before their answers are read. */
    private static final int TOGETHER = 50;

    /** All that an IRI answers to what clients do wrong. */
    @Test
    void tenThousandInvalidRequestsAreNoNodesFault() {
        try (Origin node = answering(
                        answer("400 Bad Request", "{\"error\":\"Invalid API Version\",\"duration\":0}"),
                        answer("400 Bad Request", "{\"error\":\"Command [x] is unknown\",\"duration\":1}"),
                        answer(
                                "400 Bad Request",
                                "{\"error\":\"Command [The subtangle has not been updated yet] is unknown\"}"),
                        answer("401 Unauthorized", "{\"error\":\"COMMAND x is not available on this node\"}"),
                        answer("500 Internal Server Error", "{\"exception\":\"Invalid parameters\",\"duration\":0}"),
                        answer("500 Internal Server Error", "{\"exception\":\"Invalid addresses input\"}"));
                Rig rig = over(node);
                Wire client = rig.client()) {
            for (int i = 0; i < 10_000 / TOGETHER; i++) {
                client.send(Wire.request(BALANCES).repeat(TOGETHER));
                for (int answers = 0; answers < TOGETHER; answers++) {
                    client.readAnswer();
                }
            }

            assertThat(node.requests()).hasSize(10_000);
            assertThat(told).isEmpty();
        }
    }
}

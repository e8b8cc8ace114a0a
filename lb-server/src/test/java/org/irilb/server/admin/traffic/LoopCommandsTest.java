package org.irilb.server.admin.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Warnings;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.AccessRecord.Phase;
import org.irilb.core.metrics.LoopStatus;
import org.irilb.core.metrics.LoopStatus.ExchangeStatus;
import org.irilb.server.admin.Desk;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.admin.command.Dialogue;
import org.irilb.server.admin.command.Request;
import org.irilb.server.admin.socket.SessionLimits;
import org.irilb.server.config.Level;
import org.irilb.server.text.Texts;
import org.junit.jupiter.api.Test;

/** Commands that ask the event loops, whose answers come later. */
final class LoopCommandsTest {

    @Test
    void requestsOnTheirWayAreListed() {
        try (Desk desk = Desk.open();
                Origin silent = Origin.playing((wire, origin) -> {
                    origin.next(wire);
                    wire.readToEnd();
                })) {
            desk.nodes(Setup.node(silent.port(), 1, 1));
            try (Wire client = Wire.connect(desk.balancer().address(Setup.LISTENER), "127.0.0.2")) {
                client.post("{\"command\":\"getNodeInfo\"}");
                Await.until("it has arrived", () -> silent.requests().size() == 1);
                String line = desk.ask("show sess\n");
                assertThat(line)
                        .matches("0x[0-9a-f]+: proto=tcpv4 src=127\\.0\\.0\\.2:\\d+ fe=iri_front be=iri_back"
                                + " srv=127\\.0\\.0\\.1:" + silent.port() + " age=\\d+s phase=H\n\n");
                String id = line.substring(0, line.indexOf(':'));
                assertThat(desk.ask("show sess " + id + "\n")).startsWith(id + ": ");
                assertThat(desk.ask("show sess 0x123456789\n")).isEqualTo("Session not found.\n\n");
                assertThat(desk.ask("show activity\n")).contains("exchanges: 1 [ ");
            }
        }
    }

    @Test
    void theOldestRequestIsListedFirstAndOneThatWaitsHasNoServer() {
        LoopStatus loop = new LoopStatus(
                0,
                1,
                2,
                0,
                Duration.ZERO,
                List.of(exchange(16, "", Phase.QUEUE, 3), exchange(17, "n", Phase.DATA, 80)));
        assertThat(answer(new ShowSess(() -> CompletableFuture.completedFuture(List.of(loop)))))
                .isEqualTo("0x11: proto=tcpv6 src=0:0:0:0:0:0:0:1:5 fe=f be=b srv=n age=80s phase=D\n"
                        + "0x10: proto=tcpv6 src=0:0:0:0:0:0:0:1:5 fe=f be=b srv=<none> age=3s phase=Q\n");
    }

    private static ExchangeStatus exchange(long id, String server, Phase phase, int age) {
        return new ExchangeStatus(
                id, new InetSocketAddress("::1", 5), "f", "b", server, phase, Duration.ofSeconds(age));
    }

    private static String answer(AdminCommand command) {
        Answer.Later later = (Answer.Later) command.run(
                new AdminCommand.Call(List.of(), "", new Dialogue(Level.ADMIN, SessionLimits.STANDARD.timeout())));
        return Texts.read(((Answer.Listing) later.answer().join()).text());
    }

    @Test
    void aClientThatHasItsLateAnswerIsLetGoWithoutAnError() {
        try (Desk desk = Desk.open();
                Warnings warnings = new Warnings()) {
            for (int i = 0; i < 20; i++) {
                assertThat(desk.ask("show sess\n")).isEqualTo("\n");
            }
            assertThat(desk.ask("show cli level\n"))
                    .as("later, on the same thread")
                    .isEqualTo("admin\n\n");
            assertThat(warnings.about("SessionLoop")).isEmpty();
        }
    }

    @Test
    void answersThatComeLaterKeepTheirOrderAndTheSession() {
        try (Desk desk = Desk.open()) {
            assertThat(desk.ask("show sess;show cli level;show sess\n")).isEqualTo("\nadmin\n\n\n");
            assertThat(desk.ask("prompt\nshow sess\nshow cli level\n")).isEqualTo("\n> \n> admin\n\n> ");
            assertThat(desk.ask("user;show sess\n")).isEqualTo("\nPermission denied\n\n");
        }
    }

    @Test
    void loopsTellHowBusyTheyAre() {
        try (Desk desk = Desk.open()) {
            assertThat(desk.ask("show activity\n"))
                    .matches("clients: 0 \\[ 0 0 ]\nnode_conns: 0 \\[ 0 0 ]\nexchanges: 0 \\[ 0 0 ]\n"
                            + "lag_us: \\d+ \\[ \\d+ \\d+ ]\ncpu_ms: \\d+ \\[ \\d+ \\d+ ]\n\n");
            assertThat(desk.ask("show threads\n"))
                    .containsPattern("Thread \\d+ : irilb-worker-\\S+ RUNNABLE\n    at ")
                    .endsWith(")\n\n");
        }
    }

    @Test
    void aLoopThatFailsIsTold() {
        AdminCommand broken =
                new ShowSess(() -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        Answer answer = new Commands(List.of(broken))
                .run(new Request("show sess"), new Dialogue(Level.ADMIN, SessionLimits.STANDARD.timeout()));
        assertThat(((Answer.Later) answer).answer().join()).isEqualTo(Answer.error("Internal error, see the log."));
    }
}

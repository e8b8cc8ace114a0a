package org.irilb.server.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.server.admin.Desk;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.admin.command.Dialogue;
import org.irilb.server.admin.command.Request;
import org.irilb.server.admin.socket.SessionLimits;
import org.irilb.server.config.Level;
import org.irilb.server.text.Texts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The smaller commands that only look. */
final class ReadingCommandsTest {

    private static Desk desk;
    private static NodeConfig node;

    @BeforeAll
    static void open() {
        desk = Desk.open();
        node = desk.origin(1, 10);
        desk.nodes(node);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void versionAndPools() {
        assertThat(desk.ask("show version\n")).isEqualTo("dev\n\n");
        assertThat(desk.ask("show backend\n")).isEqualTo("# name\niri_back\niri_pow_back\n\n");
    }

    @Test
    void refusedRequestsAreCountedByRule() {
        desk.request("{\"command\":\"addNeighbors\"}");
        desk.request("{\"command\":\"addNeighbors\"}");
        desk.request("{}");
        assertThat(desk.ask("show rules\n").lines())
                .startsWith("# rule refused", "require-header 0", "require-command 1")
                .contains("deny-commands 2", "unknown-commands 0", "attach.max-magnitude 0");
    }

    @Test
    void requestsAreCountedByCommand() {
        desk.request("{\"command\":\"getBalances\"}");
        desk.request("{\"command\":\"removeNeighbors\"}");
        assertThat(desk.ask("show commands\n").lines())
                .startsWith("# command requests refused failed p50_ms p95_ms p99_ms")
                .contains("removeNeighbors 1 1 0 - - -")
                .anyMatch(line -> line.matches("getBalances 1 0 0( \\d+\\.\\d\\d){3}"))
                .noneMatch(line -> line.startsWith("getTrytes "));
    }

    @Test
    void connectionsToServersAreShownWithThoseThatAreKept() {
        desk.request("{\"command\":\"getNodeInfo\"}");
        Await.until("a connection is kept", () -> !connections().contains(" -1 0 0\n"));
        String ofNode = "%s/" + node.id() + " %s 127.0.0.1 " + node.port() + " - - 0 %s - 0 ([12]) -1 \\%s \\%s\n";
        assertThat(connections())
                .matches(
                        "# bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb"
                                + " idle_lim idle_cur idle_per_thr\\[1]\n"
                                + ofNode.formatted("iri_back", "3/1", "1", "1", "1")
                                + ofNode.formatted("iri_pow_back", "4/1", "0", "2", "2")
                                + "\n");
        assertThat(desk.ask("show servers conn iri_pow_back\n")).doesNotContain("iri_back/");
        assertThat(desk.ask("show servers conn nope\n")).isEqualTo("Can't find backend.\n\n");
    }

    private static String connections() {
        return desk.ask("show servers conn\n");
    }

    @Test
    void memoryIsShownByPools() {
        desk.request("{\"command\":\"getNodeInfo\"}");
        List<String> lines = desk.ask("show pools\n").lines().toList();
        assertThat(lines.get(0)).startsWith("Dumping pools usage.");
        assertThat(lines)
                .anyMatch(line -> line.matches("  - Pool Metaspace : [1-9]\\d* bytes allocated, [1-9]\\d* used"));
        assertThat(lines).anyMatch(line -> line.matches("  - Pool Netty direct : [1-9]\\d* bytes allocated, .*"));
        assertThat(lines.get(lines.size() - 2))
                .matches("Total: " + (lines.size() - 3) + " pools, [1-9]\\d* bytes allocated, [1-9]\\d* used\\.");
    }

    @Test
    void theEnvironmentIsShownWithoutSecrets() {
        Commands commands = new Commands(List.of(new ShowEnv(
                Map.of("HOME", "/root", "CONSUL_HTTP_TOKEN", "s3cret", "MULTI", "a\nb", "dbPassword", "p"))));
        assertThat(lines(commands, "show env", Level.OPERATOR))
                .isEqualTo("CONSUL_HTTP_TOKEN=***\nHOME=/root\nMULTI=a b\ndbPassword=***\n");
        assertThat(lines(commands, "show env HOME", Level.ADMIN)).isEqualTo("HOME=/root\n");
        assertThat(commands.run(
                        new Request("show env NOPE"), new Dialogue(Level.ADMIN, SessionLimits.STANDARD.timeout())))
                .isEqualTo(Answer.error("Variable not found"));
        assertThat(commands.run(new Request("show env"), new Dialogue(Level.USER, SessionLimits.STANDARD.timeout())))
                .isEqualTo(Answer.error("Permission denied"));
    }

    private static String lines(Commands commands, String command, Level level) {
        Answer.Listing listing = (Answer.Listing)
                commands.run(new Request(command), new Dialogue(level, SessionLimits.STANDARD.timeout()));
        return Texts.read(listing.text());
    }

    @Test
    void aCommandThatFailsIsAnsweredAndLogged() {
        AdminCommand broken = new AdminCommand() {
            @Override
            public Spec spec() {
                return Spec.of(Level.USER, "break", "", "fail");
            }

            @Override
            public Answer run(Call call) {
                throw new IllegalStateException("on purpose");
            }
        };
        assertThat(new Commands(List.of(broken))
                        .run(new Request("break"), new Dialogue(Level.USER, SessionLimits.STANDARD.timeout())))
                .isEqualTo(Answer.error("Internal error, see the log."));
    }
}

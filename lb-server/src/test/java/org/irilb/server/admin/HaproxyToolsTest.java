package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.FreePort;
import org.irilb.core.kit.Setup;
import org.irilb.server.admin.socket.AdminEndpoint;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;
import org.irilb.server.web.AdminWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that were made for HAProxy, unchanged. */
@Execution(ExecutionMode.CONCURRENT)
final class HaproxyToolsTest {

    @TempDir
    private Path dir;

    private final NodeConfig node = Setup.node(1, 2, 7);
    private final String server = "iri_back/" + node.id();
    private final String screen = "irilb-" + UUID.randomUUID();
    private LoadBalancer balancer;
    private Statistics statistics;
    private AdminSocket socket;

    @BeforeEach
    void open() {
        balancer = LoadBalancer.start(Setup.standard().config());
        statistics = new Statistics(balancer);
        socket = AdminSocket.open(
                List.of(new AdminEndpoint(UnixDomainSocketAddress.of(dir.resolve("admin")), Level.ADMIN)),
                Managed.of(balancer, statistics));
        balancer.updateNodes(List.of(node));
        Await.until("the node is known", () -> balancer.status().snapshotVersion() > 1);
    }

    @AfterEach
    void close() {
        socket.close();
        balancer.close();
    }

    private String tmux(String command) {
        return Tool.run("tmux -L " + screen + " " + command).lines().stream().collect(Collectors.joining("\n"));
    }

    /** The line of the screen that shows the node, in the first pool. */
    private String line() {
        return tmux("capture-pane -p -t hatop")
                .lines()
                .filter(line -> line.startsWith(node.id()))
                .findFirst()
                .orElse("");
    }

    private void press(String key) {
        tmux("send-keys -t hatop " + key);
    }

    /** Goes down line by line: on a busy machine hatop loses keys that come together. */
    private void selectServer() {
        while (!selected().contains(node.id())) {
            String before = selected();
            press("Down");
            Await.until("the next line is selected", () -> !selected().equals(before));
        }
    }

    /** The line of the list in inverse video; empty as long as none is selected. */
    private String selected() {
        return tmux("capture-pane -e -p -t hatop")
                .lines()
                .dropWhile(line -> !line.contains("NAME"))
                .skip(1)
                .filter(line -> line.matches("(\u001b\\[[0-9;]*m)*\u001b\\[([0-9]+;)*7m.*"))
                .findFirst()
                .orElse("");
    }

    @Test
    void hatopListsServersAndChangesThem() {
        Tool.require("tmux");
        Tool.require("hatop");
        tmux("new-session -d -s hatop -x 160 -y 40 'hatop -s " + dir.resolve("admin") + "'");
        try {
            Await.until("hatop shows the server", () -> line().matches(".* 2 UP .* 7 .*"));
            selectServer();

            press("F10");
            Await.until("hatop has disabled it", () -> line().matches(".* 2 MAINT .*"));
            assertThat(balancer.status().pools().get(0).usable()).isZero();

            press("F9");
            Await.until("hatop has enabled it", () -> line().matches(".* 2 UP .*"));
            assertThat(balancer.status().pools().get(0).usable()).isOne();

            press("F7");
            Await.until("hatop has given it more weight", () -> line().matches(".* 3 UP .*"));
        } finally {
            tmux("kill-server");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "web"})
    void theExporterForPrometheusReadsEverything(String how) throws Exception {
        Tool.require("prometheus-haproxy-exporter");
        int port = FreePort.any();
        try (AdminWeb web = AdminWeb.open(new InetSocketAddress("127.0.0.1", 0), statistics)) {
            String from = how.equals("web")
                    ? "http://127.0.0.1:" + web.address().getPort() + "/;csv"
                    : "unix:" + dir.resolve("admin");
            Process exporter = new ProcessBuilder(
                            "prometheus-haproxy-exporter",
                            "--haproxy.scrape-uri=" + from,
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("exporter.log").toFile())
                    .start();
            try {
                String scrape = "curl -s http://127.0.0.1:" + port + "/metrics | grep -v '^#'";
                Await.until("it answers", () -> !Tool.run(scrape).lines().isEmpty());
                assertThat(Tool.run(scrape).lines())
                        .contains(
                                "haproxy_up 1",
                                "haproxy_exporter_csv_parse_failures_total 0",
                                "haproxy_server_up{backend=\"iri_back\",server=\"" + node.id() + "\"} 1",
                                "haproxy_server_weight{backend=\"iri_back\",server=\"" + node.id() + "\"} 2",
                                "haproxy_frontend_limit_sessions{frontend=\"iri_front\"} 4000");
            } finally {
                exporter.destroy();
                exporter.waitFor();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "stdio"})
    void socatChangesAServer(String stdio) {
        Tool.require("socat");
        // else it waits for an answer for half a second
        String ask = " | socat -t60 " + stdio + " UNIX:" + dir.resolve("admin");

        assertThat(Tool.run("echo 'disable server " + server + "'" + ask).lines())
                .containsExactly("");
        assertThat(Tool.run("echo 'show stat'" + ask + " | grep ^iri_back | cut -d, -f2,18")
                        .lines())
                .containsExactly(node.id() + ",MAINT", "BACKEND,DOWN");
        assertThat(Tool.run("echo 'enable server " + server + ";get weight " + server + "'" + ask)
                        .lines())
                .containsExactly("", "2 (initial 2)", "");
    }
}

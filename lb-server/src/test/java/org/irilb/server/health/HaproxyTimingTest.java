package org.irilb.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.irilb.core.kit.Await;
import org.irilb.health.active.CheckPace;
import org.irilb.server.admin.Tool;
import org.irilb.server.config.HealthSettings.Trust;
import org.irilb.server.demo.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** HAProxy and the balancer check the same node, at the same pace, while it fails and heals. */
@Execution(ExecutionMode.CONCURRENT)
class HaproxyTimingTest {

    private final HealthRig rig = new HealthRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** HAProxy's proportions, but for the time in which nothing is to happen while figures are compared. */
    private static final CheckPace PACE =
            new CheckPace(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofSeconds(15), 2, 4);

    /** The predecessor's check and {@link #PACE}. */
    private static void configure(Path file, Path socket, int port) throws IOException {
        Files.writeString(file, """
                global
                  stats socket %s
                defaults
                  mode http
                  timeout connect 20s
                  timeout client 20s
                  timeout server 20s
                backend iri_back
                  option httpchk
                  http-check send meth POST uri / ver HTTP/1.1 hdr Host node hdr X-IOTA-API-Version 1 hdr Content-Type application/json body "{\\"command\\":\\"getNodeInfo\\"}"
                  http-check expect string transactionsToRequest
                  timeout check 20s
                  server node 127.0.0.1:%d check inter 100ms fastinter 20ms downinter 15s rise 2 fall 4
                """.formatted(socket, port));
    }

    /** HAProxy's row of the node. */
    private static List<String> row(Path socket) {
        return Tool.run("echo show stat | socat -t60 stdio " + socket).lines().stream()
                .filter(line -> line.startsWith("iri_back,node,"))
                .map(line -> List.of(line.replace(",* ", ",").split(",", -1))) // a check may be running
                .findFirst()
                .orElse(List.of());
    }

    private static final int STATUS = 17;
    private static final int CHKFAIL = 21;
    private static final int CHKDOWN = 22;
    private static final int CHECK_STATUS = 36;

    /** When each had the node so, in milliseconds from now. */
    private void follow(String status, SimulatedNode node, Path socket, String what) {
        long begin = System.nanoTime();
        long[] reached = new long[2];
        Await.until(status + " for both", () -> {
            if (reached[0] == 0 && rig.server(node).status().equals(status)) {
                reached[0] = System.nanoTime() - begin;
            }
            if (reached[1] == 0 && row(socket).get(STATUS).equals(status)) {
                reached[1] = System.nanoTime() - begin;
            }
            return reached[0] > 0 && reached[1] > 0;
        });
        System.out.printf(
                "%s: %s after %d ms, with HAProxy after %d ms%n",
                what, status, reached[0] / 1_000_000, reached[1] / 1_000_000);
    }

    @Test
    void aNodeGoesDownAndUpAfterAsManyChecksAsWithHaproxy(@TempDir Path dir) throws IOException {
        Tool.require("haproxy");
        Tool.require("socat");
        SimulatedNode node = rig.node();
        Path socket = dir.resolve("stats");
        configure(dir.resolve("haproxy.cfg"), socket, node.port());
        Process haproxy = new ProcessBuilder(
                        "haproxy", "-db", "-f", dir.resolve("haproxy.cfg").toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("haproxy.log").toFile())
                .start();
        try {
            rig.over(HealthRig.settings(Trust.BOTH, HealthRig.NO_EJECTIONS, Optional.empty(), PACE), node);
            Await.until("HAProxy runs", () -> Files.exists(socket));
            Await.until(
                    "both have passed the node",
                    () -> row(socket).get(CHECK_STATUS).equals("L7OK")
                            && rig.health(node).code().equals("L7OK"));

            node.goAway();
            follow("DOWN", node, socket, "fall 4, 100 ms and then every 20 ms");
            assertThat(row(socket).get(CHKFAIL))
                    .isEqualTo(Long.toString(rig.health(node).failed()));
            assertThat(row(socket).get(CHKDOWN))
                    .isEqualTo(Long.toString(rig.server(node).outages().downs()));
            assertThat(row(socket).get(CHECK_STATUS)).isEqualTo(rig.health(node).code());

            HealthRig.comeBack(node);
            follow("UP", node, socket, "rise 2, 15 s and then every 20 ms");
            assertThat(row(socket).get(CHKFAIL))
                    .isEqualTo(Long.toString(rig.health(node).failed()));
            assertThat(row(socket).get(CHECK_STATUS)).isEqualTo(rig.health(node).code());
        } finally {
            haproxy.destroy();
            haproxy.onExit().join();
        }
    }
}

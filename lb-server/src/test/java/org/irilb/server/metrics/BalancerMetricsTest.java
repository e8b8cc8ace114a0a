package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.irilb.core.config.PowConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.server.admin.stat.Statistics;
import org.junit.jupiter.api.Test;

/** What is told of a balancer at work, by values that no two figures share. */
final class BalancerMetricsTest {

    private static String told(MetricSource source, Rig rig) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Exposition out = new Exposition(text);
        source.write(new Statistics(rig.balancer()).view(), out);
        out.finish();
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String work(String name) {
        return "{\"command\":\"attachToTangle\",\"trytes\":[\"" + name + "\"]}";
    }

    @Test
    void jobsOfProofOfWorkAreToldByWhatHasBecomeOfThem() {
        PowConfig pow = new PowConfig(true, true, Duration.ZERO);
        try (Origin node = Origin.playing((wire, origin) -> {
                    while (true) {
                        boolean interrupt = origin.next(wire).body().contains("interruptAttachingToTangle");
                        if (!interrupt) {
                            origin.awaitGo();
                        }
                        wire.send(Origin.ok("{\"trytes\":[]}"));
                    }
                });
                Rig rig = Rig.start(Setup.standard().config(pow), Setup.node(node.port(), 1, 1));
                Wire first = rig.client();
                Wire second = rig.client();
                Wire third = rig.client();
                Wire same = rig.client()) {
            first.post(work("a"));
            Await.until("it is at the node", () -> node.requests().size() == 1);
            second.post(work("b"));
            third.post(work("c"));
            Await.until("two wait", () -> rig.status().pow().waiting() == 2);
            same.post(work("c"));
            Await.until("one has joined", () -> rig.status().pow().joined() == 1);
            assertThat(told(new BalancerMetrics(), rig))
                    .contains(
                            "\nirilb_pow_running 1\n",
                            "\nirilb_pow_waiting 2\n",
                            "\nirilb_pow_begun_total 3\n",
                            "\nirilb_pow_joined_total 1\n",
                            "\nirilb_pow_interrupts_total{cause=\"asked\"} 0\n",
                            "\nirilb_pow_interrupts_total{cause=\"abandoned\"} 0\n");
            first.reset();
            Await.until("its work is interrupted", () -> rig.status().pow().abandoned() == 1);
            assertThat(told(new BalancerMetrics(), rig))
                    .contains(
                            "\nirilb_pow_interrupts_total{cause=\"asked\"} 0\n",
                            "\nirilb_pow_interrupts_total{cause=\"abandoned\"} 1\n");
            node.goOn();
        }
    }

    @Test
    void commandsAreToldByHowTheyEnded() {
        try (Origin node = Origin.failingOnce((wire, origin) -> origin.next(wire), "{}");
                Rig rig = Rig.start(Setup.standard(), Setup.node(node.port(), 1, 1));
                Wire client = rig.client()) {
            for (int status : new int[] {502, 200, 200}) {
                assertThat(client.post("{\"command\":\"getNodeInfo\"}")
                                .readAnswer()
                                .status())
                        .isEqualTo(status);
            }
            assertThat(client.post("{\"command\":\"getNeighbors\"}")
                            .readAnswer()
                            .status())
                    .isEqualTo(401);
            client.hangUp();
            rig.awaitQuiet(node);
            assertThat(told(new BalancerMetrics(), rig))
                    .contains(
                            "\nirilb_command_requests_total{command=\"getNodeInfo\"} 3\n",
                            "\nirilb_command_failures_total{command=\"getNodeInfo\"} 1\n",
                            "\nirilb_command_requests_total{command=\"getNeighbors\"} 1\n",
                            "\nirilb_command_failures_total{command=\"getNeighbors\"} 0\n",
                            "\nirilb_sources_tracked 1\n",
                            "\nirilb_sources_banned 0\n");
        }
    }

    @Test
    void serversAreToldByTheirStates() {
        try (Rig rig = Rig.start(
                Setup.standard(),
                Setup.node(1, 1, 1),
                Setup.node(2, 1, 1),
                Setup.in(ServiceState.DRAIN, Setup.node(3, 1, 1)))) {
            assertThat(told(new HaproxyMetrics(), rig))
                    .contains(
                            "\nhaproxy_backend_agg_server_status{proxy=\"iri_back\",state=\"UP\"} 2\n",
                            "\nhaproxy_backend_agg_server_status{proxy=\"iri_back\",state=\"DOWN\"} 0\n",
                            "\nhaproxy_backend_agg_server_status{proxy=\"iri_back\",state=\"DRAIN\"} 1\n");
        }
    }

    /** HAProxy has milliseconds, Prometheus wants seconds. */
    @Test
    void timesAreToldInSeconds() {
        try (Rig rig = Rig.start(Setup.standard(), Setup.node(1, 1, 1))) {
            rig.pool(Setup.POOL)
                    .timings()
                    .add(0, 0, 0, 0, Duration.ofMillis(1500).toNanos());
            assertThat(told(new HaproxyMetrics(), rig))
                    .contains("\nhaproxy_backend_max_total_time_seconds{proxy=\"iri_back\"} 1.5\n");
        }
    }
}

package org.irilb.server.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.kit.ConsulProcess;
import org.irilb.consul.kit.ConsulWan;
import org.irilb.core.LoadBalancer;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to clients while a datacenter is lost, in several ways, and how soon the next one serves. As {@link
 * ConsulOutages}, it is run by {@code .ci/outages}.
 */
final class DatacenterOutages {

    private static final int NODES = 3;
    private static final Duration RETURN = Duration.ofSeconds(2);

    private record Row(String name, long requests, long errors, Duration took) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "| %-52s | %8d | %6d | %7d ms |", name, requests, errors, took.toMillis());
        }
    }

    @TempDir
    private Path dir;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private ConsulWan wan;
    private LoadBalancer balancer;
    private ConsulSource source;
    private Load load;

    @AfterEach
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    @Test
    void aDatacenterThatIsLostHurtsNoClient() {
        start();
        Await.until("the first serves", () -> serving(0) == NODES && serving(1) == 0);

        row(
                "Consul of the first killed: a change in the second",
                () -> {
                    wan.first().kill();
                    Await.until("it is missed", () -> source.status().get(0).failures() > 1);
                    put(wan.second(), "/v1/agent/service/maintenance/node-0?enable=true");
                },
                () -> state("node-0@dc2").equals("MAINT"));
        put(wan.second(), "/v1/agent/service/maintenance/node-0?enable=false");
        wan.first().start();
        Await.until("it is read again", () -> !source.status().get(0).stale());
        wan.awaitReady();

        row("all nodes of the first in maintenance", () -> maintenance(true), () -> serving(1) == NODES);
        row(
                "back from it, over " + RETURN.toSeconds() + " s",
                () -> maintenance(false),
                () -> serving(1) == 0 && serving(0) == NODES);

        row(
                "the first lost: Consul killed, its nodes found down",
                () -> {
                    wan.first().kill();
                    balancer.updateHealth(down());
                },
                () -> serving(1) == NODES && serving(0) == 0);
        wan.first().start();
        row(
                "back from that, over " + RETURN.toSeconds() + " s",
                () -> balancer.updateHealth(Map.of()),
                () -> serving(1) == 0 && serving(0) == NODES);

        rows.forEach(System.out::println);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.errors()).as(row.name()).isZero());
    }

    private void start() {
        wan = opened(ConsulWan.start(dir));
        for (int i = 0; i < NODES; i++) {
            register(wan.first(), i);
            register(wan.second(), i);
        }
        balancer = opened(
                LoadBalancer.start(Setup.standard().withMaxConnections(1_000).config(new FailoverConfig(50, RETURN))));
        List<ConsulAddress> agents = List.of(
                ConsulAddress.parse(wan.first().address()),
                ConsulAddress.parse(wan.second().address()));
        ConsulAccess access = new ConsulAccess(agents, new ConsulToken.None(), ConsulTls.STANDARD);
        source = opened(ConsulSource.start(
                ConsulSettings.of(access, "iri").withDatacenters("dc1", "dc2"), balancer::updateNodes));
        Await.until("all are known", () -> servers().size() == 2 * NODES);
        load = opened(new Load(balancer.address(Setup.LISTENER), 4));
    }

    private void register(ConsulProcess agent, int number) {
        Origin node = opened(Origin.answering("{}"));
        String definition = """
                { "ID": "node-%d", "Name": "iri", "Address": "127.0.0.1", "Port": %d, "Tags": ["haproxy.maxconn=8"] }
                """.formatted(number, node.port());
        assertThat(agent.send("PUT", "/v1/agent/service/register", definition, "")
                        .isOk())
                .isTrue();
    }

    private static void put(ConsulProcess agent, String path) {
        assertThat(agent.send("PUT", path, "", "").isOk()).as(path).isTrue();
    }

    private void maintenance(boolean enabled) {
        for (int i = 0; i < NODES; i++) {
            put(wan.first(), "/v1/agent/service/maintenance/node-" + i + "?enable=" + enabled);
        }
    }

    private static Map<String, HealthVerdict> down() {
        Map<String, HealthVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < NODES; i++) {
            verdicts.put("node-" + i, new HealthVerdict(ServiceState.DOWN, "lost"));
        }
        return verdicts;
    }

    private void row(String name, Runnable event, BooleanSupplier done) {
        long requests = load.requests();
        long errors = load.errors();
        event.run();
        long from = System.nanoTime();
        Await.until(name, done);
        rows.add(new Row(
                name, load.requests() - requests, load.errors() - errors, Duration.ofNanos(System.nanoTime() - from)));
    }

    private List<ServerStatus> servers() {
        return balancer.status().pools().get(0).servers();
    }

    private long serving(int rank) {
        return servers().stream()
                .filter(server -> server.zone().rank() == rank && server.usable())
                .count();
    }

    private String state(String name) {
        return servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .map(ServerStatus::state)
                .orElse("");
    }
}

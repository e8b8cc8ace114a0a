package org.irilb.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.assertj.core.groups.Tuple;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.api.ReadFailure;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.consul.watch.WatchPace;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With a real Consul. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the agent of ConsulSourceTest") // else its tests would run beside each other
final class ConsulSourceTest {

    static final WatchPace FAST = new WatchPace(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMillis(500));

    private static final String ID = "10.10.0.110:15265";

    private static ConsulAgent agent;

    private final List<List<NodeConfig>> published = new CopyOnWriteArrayList<>();
    private final List<ConsulSource> open = new ArrayList<>();

    @BeforeAll
    static void startConsul() {
        agent = ConsulAgent.start();
    }

    @AfterAll
    static void stopConsul() {
        if (agent != null) {
            agent.close();
        }
    }

    @AfterEach
    void cleanUp() {
        open.forEach(ConsulSource::close);
        agent.put("/v1/agent/maintenance?enable=false", "");
        agent.deregister(ID);
        agent.deregister("iri");
    }

    @Test
    void aServiceThatNobodyHasIsAnEmptyList() {
        ConsulSource source = start();

        Await.until("an answer", () -> !published.isEmpty());
        assertThat(last()).isEmpty();
        Await.until("the status says so", () -> !source.status().get(0).stale());
        assertThat(source.status().get(0).index()).isPositive();
        assertThat(source.status().get(0).problem()).isEmpty();
    }

    @Test
    void aRegisteredNodeAppearsChangesAndLeaves() {
        start();
        appearsChangesAndLeaves();
    }

    @Test
    void soItDoesWhereTheAgentAnswersFromWhatItKeeps() {
        open.add(ConsulSource.start(settings(agent, Optional.empty()).withCache(), FAST, published::add));
        appearsChangesAndLeaves();
    }

    private void appearsChangesAndLeaves() {
        register("\"haproxy.maxconn=7\"");
        awaitNode("it appears", node -> node.state() == ServiceState.READY);
        assertThat(last())
                .extracting(NodeConfig::id, NodeConfig::host, NodeConfig::port, NodeConfig::maxInFlight)
                .containsExactly(Tuple.tuple(ID, "10.10.0.110", 15265, 7));

        register("\"haproxy.maxconn=3\", \"haproxy.pow=only\"");
        awaitNode("its tags change", node -> node.maxInFlight() == 3 && node.pow() == PowRole.ONLY);

        agent.deregister(ID);
        Await.until("it leaves", () -> last().isEmpty());
    }

    @Test
    void aCheckThatFailsTakesTheNodeOutAndItStaysListed() {
        start();
        register("");
        agent.put("/v1/agent/check/fail/" + ID + "-api?note=no%20neighbours", "");
        awaitNode("it is out", node -> node.state() == ServiceState.MAINT);
        assertThat(last().get(0).reason()).isEqualTo("API: no neighbours");

        agent.put("/v1/agent/check/warn/" + ID + "-api?note=slow", "");
        awaitNode("a warning serves", node -> node.state() == ServiceState.READY);
        assertThat(last().get(0).reason()).isEqualTo("API: slow");

        agent.put("/v1/agent/check/pass/" + ID + "-api", "");
        awaitNode("all is well", node -> node.reason().isEmpty());
        assertThat(last().get(0).state()).isEqualTo(ServiceState.READY);
    }

    @Test
    void metadataAndConsulsWeightsAreRead() {
        start();
        agent.register("""
                { "ID": "%s", "Name": "iri", "Address": "10.10.0.110", "Port": 15265, "Tags": ["haproxy.maxconn=3"],
                  "Meta": { "haproxy-maxconn": "7" }, "Weights": { "Passing": 10, "Warning": 2 },
                  "Check": { "CheckID": "%s-api", "Name": "API", "TTL": "10m", "Status": "passing" } }
                """.formatted(ID, ID));
        awaitNode("it is there", node -> node.maxInFlight() == 7 && node.weight() == 10);

        agent.put("/v1/agent/check/warn/" + ID + "-api?note=slow", "");
        awaitNode("it weighs less", node -> node.weight() == 2 && node.state() == ServiceState.READY);
    }

    @Test
    void maintenanceOfTheServiceTakesTheNodeOut() {
        start();
        register("");
        agent.put("/v1/agent/service/maintenance/" + ID + "?enable=true&reason=new%20disk", "");
        awaitNode("it is out", node -> node.state() == ServiceState.MAINT);
        assertThat(last().get(0).reason()).isEqualTo("maintenance: new disk");

        agent.put("/v1/agent/service/maintenance/" + ID + "?enable=false", "");
        awaitNode("it is back", node -> node.state() == ServiceState.READY);
    }

    @Test
    void whereChecksCountForNothingMaintenanceStillDoes() {
        open.add(ConsulSource.start(settings(agent, Optional.empty()).withoutChecks(), FAST, published::add));
        register("");
        awaitNode("it is there", node -> node.state() == ServiceState.READY);
        agent.put("/v1/agent/check/fail/" + ID + "-api?note=no%20neighbours", "");
        agent.put("/v1/agent/service/maintenance/" + ID + "?enable=true&reason=new%20disk", "");
        awaitNode("it is out", node -> node.state() == ServiceState.MAINT);
        assertThat(last().get(0).reason()).isEqualTo("maintenance: new disk");

        agent.put("/v1/agent/service/maintenance/" + ID + "?enable=false", "");

        awaitNode("it is back, though its check is critical", node -> node.state() == ServiceState.READY);
        assertThat(last().get(0).reason()).isEmpty();
    }

    @Test
    void maintenanceOfTheConsulNodeTakesTheNodeOut() {
        start();
        register("");
        awaitNode("it is there", node -> node.state() == ServiceState.READY);
        agent.put("/v1/agent/maintenance?enable=true&reason=reboot", "");
        awaitNode("it is out", node -> node.state() == ServiceState.MAINT);
        assertThat(last().get(0).reason()).isEqualTo("maintenance: reboot");
    }

    @Test
    void aBadTagKeepsTheLastGoodConfiguration() {
        start();
        register("\"haproxy.weight=7\"");
        awaitNode("it is there", node -> node.weight() == 7);
        register("\"haproxy.weight=seven\"");
        awaitNode("the reason is there", node -> node.reason().contains("'seven'"));
        assertThat(last()).extracting(NodeConfig::weight).containsExactly(7);
        assertThat(last()).extracting(NodeConfig::state).containsExactly(ServiceState.READY);
    }

    @Test
    void aServiceWithoutAnAddressIsAtItsConsulNode() {
        start();
        agent.register("{\"Name\": \"iri\", \"Port\": 14265}");
        Await.until("it appears", () -> !published.isEmpty() && last().size() == 1);
        assertThat(last()).extracting(node -> node.id() + " " + node.host()).containsExactly("iri 127.0.0.1");
    }

    @Test
    void theSamplesCanBeRegisteredAsTheyAre() throws IOException {
        List<String> samples = List.of("http", "https", "https-self-signed", "pow", "pow-only", "pow-limited");
        try (ConsulAgent fresh = ConsulAgent.start("\"enable_script_checks\": true,")) {
            start(fresh, Optional.empty());
            for (String sample : samples) {
                fresh.register(Files.readString(Path.of("..", "config", "services", "samples", sample + ".json")));
            }
            Await.until("all are there", () -> !published.isEmpty() && last().size() == samples.size());
            assertThat(last()).extracting(NodeConfig::id).contains("192.0.2.12:15265", "node.example.org:14267");
            assertThat(fresh.get("/v1/agent/checks")).contains("\"192.0.2.12:15265-pow\"");
        }
    }

    @Test
    void anAgentThatIsAwayChangesNothingAndIsFollowedAgain() {
        try (ConsulAgent mortal = ConsulAgent.start()) {
            mortal.register(definition(ID, ""));
            ConsulSource source = start(mortal, Optional.empty());
            awaitNode("it is there", node -> node.state() == ServiceState.READY);
            int before = published.size();

            mortal.stop();
            Await.until("it is missed", () -> source.status().get(0).failures() > 2);
            assertThat(source.status().get(0).stale()).isTrue();
            assertThat(source.status().get(0).problem()).isPresent();
            assertThat(source.status().get(0).lastContact()).isPresent();
            assertThat(published).hasSize(before);

            mortal.resume();
            mortal.register(definition("10.10.0.111:15265", ""));
            Await.until("the second one appears", () -> last().size() == 2);
            Await.until("all is well", () -> !source.status().get(0).stale());
            // an agent that has just come back may not have run its checks, but has never been without the node
            assertThat(published).allSatisfy(nodes -> assertThat(nodes).isNotEmpty());
        }
    }

    @Test
    void aConsulThatComesLaterIsFound() {
        try (ConsulAgent late = ConsulAgent.start()) {
            late.register(definition(ID, ""));
            late.stop();
            ConsulSource source = start(late, Optional.empty());
            Await.until("it is missed", () -> source.status().get(0).failures() > 2);
            assertThat(published).isEmpty();
            assertThat(source.status().get(0).lastContact()).isEmpty();

            late.resume();
            awaitNode("the node is there", node -> node.id().equals(ID));
        }
    }

    @Test
    void aDatacenterThatConsulHasNeverHeardOfIsToldFromAnOutage() {
        ConsulSource source =
                ConsulSource.start(settings(agent, Optional.empty()).withDatacenters("nowhere"), FAST, published::add);
        open.add(source);

        Await.until("it fails", () -> source.status().get(0).failures() > 1);
        assertThat(source.status().get(0).kind()).contains(ReadFailure.Kind.NO_DATACENTER);
        assertThat(source.status().get(0).problem()).contains("status 500: No path to datacenter");
    }

    @Test
    void aTokenIsSentWhereConsulWantsOne() {
        try (ConsulAgent locked = ConsulAgent.start("\"acl\": {\"enabled\": true, \"default_policy\": \"deny\"},")) {
            String token = locked.bootstrapAcl();
            locked.put("/v1/agent/service/register", definition(ID, ""), token);
            ConsulSource without = start(locked, Optional.empty());
            Await.until("it fails", () -> without.status().get(0).failures() > 1);
            assertThat(without.status().get(0).kind()).contains(ReadFailure.Kind.FORBIDDEN);
            assertThat(without.status().get(0).problem()).contains("the token may not read service iri");
            assertThat(published).isEmpty();

            start(locked, Optional.of(token));
            awaitNode("the node is there", node -> node.id().equals(ID));
        }
    }

    @Test
    void aDatacenterThatIsNotThereIsAFailureThatShows() {
        ConsulSource source =
                ConsulSource.start(settings(agent, Optional.empty()).withDatacenters("nowhere"), FAST, published::add);
        open.add(source);

        Await.until("it fails", () -> source.status().get(0).failures() > 1);
        assertThat(source.status().get(0).problem().orElseThrow()).contains("No path to datacenter");
        assertThat(published).isEmpty();
    }

    @Test
    void nothingIsPublishedOnceItIsClosed() {
        List<List<NodeConfig>> early = new CopyOnWriteArrayList<>();
        ConsulSource closed = ConsulSource.start(settings(agent, Optional.empty()), FAST, early::add);
        Await.until("an answer", () -> early.size() == 1);
        closed.close();

        start();
        register("");
        awaitNode("another source has it", node -> node.id().equals(ID));

        assertThat(early).hasSize(1);
        assertThat(closed.status().get(0).failures()).isZero();
    }

    @Test
    void changesArriveSoon() {
        int rounds = 100;
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        open.add(ConsulSource.start(settings(agent, Optional.empty()), FAST, nodes -> {
            arrivals.add(System.nanoTime());
            published.add(nodes);
        }));
        register("");
        awaitNode("it is there", node -> node.state() == ServiceState.READY);
        long[] nanos = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            ServiceState next = round % 2 == 0 ? ServiceState.MAINT : ServiceState.READY;
            agent.put("/v1/agent/check/" + (next == ServiceState.MAINT ? "fail/" : "pass/") + ID + "-api", "");
            long answered = System.nanoTime();
            awaitNode("it flips", node -> node.state() == next);
            nanos[round] = Math.max(0, arrivals.get(arrivals.size() - 1) - answered);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "from Consul's word that a check changed to the new nodes: p50 %.1f ms, p99 %.1f ms%n",
                nanos[rounds / 2] / 1e6, nanos[rounds * 99 / 100] / 1e6);
        assertThat(published).hasSizeGreaterThanOrEqualTo(rounds);
    }

    private ConsulSource start() {
        return start(agent, Optional.empty());
    }

    private ConsulSource start(ConsulAgent consul, Optional<String> token) {
        ConsulSource source = ConsulSource.start(settings(consul, token), FAST, published::add);
        open.add(source);
        return source;
    }

    private static ConsulSettings settings(ConsulAgent consul, Optional<String> token) {
        return ConsulSettings.of(
                new ConsulAccess(
                        List.of(ConsulAddress.parse(consul.address())),
                        token.<ConsulToken>map(ConsulToken.Literal::new).orElse(new ConsulToken.None()),
                        ConsulTls.STANDARD),
                "iri");
    }

    private static void register(String tags) {
        agent.register(definition(ID, tags));
    }

    private static String definition(String id, String tags) {
        return """
                { "ID": "%s", "Name": "iri", "tags": [%s], "Address": "%s", "Port": 15265,
                  "EnableTagOverride": false,
                  "Check": { "CheckID": "%s-api", "Name": "API", "TTL": "10m", "Status": "passing" } }
                """.formatted(id, tags, id.replaceAll(":.*", ""), id);
    }

    private List<NodeConfig> last() {
        return published.get(published.size() - 1);
    }

    private void awaitNode(String what, Predicate<NodeConfig> condition) {
        Await.until(what, () -> !published.isEmpty() && !last().isEmpty() && condition.test(last().get(0)));
    }
}

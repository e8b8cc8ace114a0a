package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.ConsulSource;
import org.irilb.consul.ConsulStatus;
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
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two real datacenters of Consul, with nodes in each that are called the same. */
@Execution(ExecutionMode.CONCURRENT)
class DatacentersTest {

    private static final String ID = "node-1";

    @TempDir
    private Path home;

    private final Origin near = Origin.answering("near");
    private final Origin far = Origin.answering("far");
    private ConsulWan wan;
    private LoadBalancer balancer;
    private ConsulSource source;

    @BeforeEach
    void start() {
        wan = ConsulWan.start(home);
        register(wan.first(), near);
        register(wan.second(), far);
        balancer = LoadBalancer.start(Setup.standard().config(new FailoverConfig(50, Duration.ofMillis(300))));
        List<ConsulAddress> agents = List.of(
                ConsulAddress.parse(wan.first().address()),
                ConsulAddress.parse(wan.second().address()));
        ConsulAccess access = new ConsulAccess(agents, new ConsulToken.None(), ConsulTls.STANDARD);
        ConsulSettings settings = ConsulSettings.of(access, "iri").withDatacenters("dc1", "dc2");
        source = ConsulSource.start(settings, balancer::updateNodes);
        Await.until("both are known", () -> servers().size() == 2);
    }

    @AfterEach
    void end() {
        source.close();
        balancer.close();
        wan.close();
        near.close();
        far.close();
    }

    private static void register(ConsulProcess agent, Origin node) {
        String definition = """
                { "ID": "%s", "Name": "iri", "Address": "127.0.0.1", "Port": %d, "Tags": ["haproxy.maxconn=9"] }
                """;
        put(agent, "/v1/agent/service/register", String.format(Locale.ROOT, definition, ID, node.port()));
    }

    private static void put(ConsulProcess agent, String path, String body) {
        Await.until(path, () -> agent.send("PUT", path, body, "").isOk());
    }

    private List<ServerStatus> servers() {
        return balancer.status().pools().get(0).servers();
    }

    private boolean serves(String name) {
        return servers().stream().anyMatch(server -> server.name().equals(name) && server.usable());
    }

    private void awaitOnly(String node) {
        Await.until("only the " + node + " answers", () -> IntStream.range(0, 6).allMatch(ask -> asked().equals(node)));
    }

    private String asked() {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().body();
        }
    }

    @Test
    void theSecondServesWhenTheFirstCannotWhateverTheReasonAndNoLongerThanThat() {
        awaitOnly("near");
        assertThat(servers()).extracting(ServerStatus::name).containsExactly(ID, ID + "@dc2");
        assertThat(source.status()).extracting(ConsulStatus::datacenter).containsExactly("dc1", "dc2");

        put(wan.first(), "/v1/agent/service/maintenance/" + ID + "?enable=true", "");
        awaitOnly("far");
        put(wan.first(), "/v1/agent/service/maintenance/" + ID + "?enable=false", "");
        awaitOnly("near");

        // what Consul doesn't notice
        balancer.updateHealth(Map.of(ID, new HealthVerdict(ServiceState.DOWN, "for the test")));
        awaitOnly("far");
        balancer.updateHealth(Map.of());
        awaitOnly("near");
    }

    @Test
    void aDatacenterThatIsLostTakesNoOtherWithIt() {
        awaitOnly("near");
        wan.first().kill();
        Await.until("it is missed", () -> source.status().get(0).failures() > 1);
        assertThat(asked())
                .as("its nodes serve on, as nothing is known against them")
                .isEqualTo("near");

        balancer.updateHealth(Map.of(ID, new HealthVerdict(ServiceState.DOWN, "for the test")));
        awaitOnly("far");
        Await.until(
                "the second is read by the agent that is left",
                () -> !source.status().get(1).stale()
                        && source.status().get(1).agent().equals(wan.second().address()));
        put(wan.second(), "/v1/agent/service/maintenance/" + ID + "?enable=true", "");
        Await.until("changes in the second still count", () -> !serves(ID + "@dc2"));
        put(wan.second(), "/v1/agent/service/maintenance/" + ID + "?enable=false", "");

        wan.first().start();
        balancer.updateHealth(Map.of());
        awaitOnly("near");
        Await.until("the first is read again", () -> !source.status().get(0).stale());
    }
}

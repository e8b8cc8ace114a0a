package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.FailoverConfig;
import org.irilb.core.config.HealthVerdict;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Zone;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes of a farther zone, on the wire. */
@Execution(ExecutionMode.CONCURRENT)
class FailoverTest {

    private static final HealthVerdict DOWN = new HealthVerdict(ServiceState.DOWN, "for the test");

    private final Origin near = Origin.answering("near");
    private final Origin alsoNear = Origin.answering("near");
    private final Origin far = Origin.answering("far");
    private final NodeConfig one = in(near, "one", new Zone("dc1", 0));
    private final NodeConfig two = in(alsoNear, "two", new Zone("dc1", 0));
    private final NodeConfig three = in(far, "three", new Zone("dc2", 1));

    private LoadBalancer balancer = LoadBalancer.start(config(Duration.ZERO));

    @AfterEach
    void close() {
        balancer.close();
        near.close();
        alsoNear.close();
        far.close();
    }

    private static NodeConfig in(Origin origin, String id, Zone zone) {
        return Setup.node(origin.port(), 1, 100).in(zone, id);
    }

    private static BalancerConfig config(Duration returnAfter) {
        return Setup.standard().config(new FailoverConfig(60, returnAfter));
    }

    private ServerStatus server(String id) {
        return balancer.status().pools().get(0).servers().stream()
                .filter(server -> server.name().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void knows(NodeConfig... nodes) {
        balancer.updateNodes(List.of(nodes));
        Await.until(
                "the nodes are known",
                () -> balancer.status().pools().get(0).servers().size() == nodes.length);
    }

    /** The loops come to know a moment later than the status. */
    private void onlyAnswers(String node) {
        Await.until("only the " + node + " answer", () -> IntStream.range(0, 6).allMatch(ask -> asked().equals(node)));
    }

    private String asked() {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().body();
        }
    }

    @Test
    void fartherNodesServeFromTheMomentThatTheNearerAreTooFewUntilTheyAreEnoughAgain() {
        knows(one, two, three);
        assertThat(server("three").usable()).isFalse();
        assertThat(server("three").state()).isEqualTo("UP");
        assertThat(server("three").reason()).isEqualTo("standby while nearer nodes serve");
        onlyAnswers("near");

        balancer.updateHealth(Map.of("one", DOWN));
        Await.until("the far node serves", () -> server("three").usable());
        assertThat(server("three").reason()).isEmpty();
        Await.until("both are asked", () -> asked().equals("far") && asked().equals("near"));

        balancer.updateHealth(Map.of("one", DOWN, "two", DOWN));
        Await.until("only the far node is left", () -> !server("two").usable());
        onlyAnswers("far");

        balancer.updateHealth(Map.of());
        Await.until("the far node stands by", () -> !server("three").usable());
        onlyAnswers("near");
    }

    @Test
    void theShareOfFartherNodesFallsWhenTheyAreNotNeededAndEndsByItself() {
        balancer.close();
        balancer = LoadBalancer.start(config(Duration.ofSeconds(5)));
        knows(one, two, three);
        balancer.updateHealth(Map.of("one", DOWN, "two", DOWN));
        Await.until("the far node serves", () -> server("three").usable());

        balancer.updateHealth(Map.of());
        ServerStatus[] fading = new ServerStatus[1];
        Await.until("its share falls", () -> {
            fading[0] = server("three");
            return fading[0].sharePercent() < 100;
        });
        assertThat(fading[0].usable()).isTrue();
        assertThat(fading[0].reason()).isEqualTo("fades out while nearer nodes serve again");
        Await.until("it stands by", () -> !server("three").usable());
        onlyAnswers("near");
    }

    @Test
    void fartherNodesServeWhereNoNearerAreKnown() {
        knows(three);
        onlyAnswers("far");
    }
}

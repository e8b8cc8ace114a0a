package org.irilb.server.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.kit.ConsulAgent;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.kit.Wire.WireException;
import org.irilb.server.config.NodesSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Lists of rules in a real Consul, as clients feel them. */
@Execution(ExecutionMode.CONCURRENT)
class RulesFromConsulTest {

    private static final String PATH = "/v1/kv/iri-lb/";

    @Test
    void listsInConsulAreAddedToThoseOfTheConfigurationInPlace() {
        try (ConsulAgent agent = ConsulAgent.start();
                Origin node = Origin.answering("{}");
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config());
                ConsulParts parts = ConsulParts.start(
                        new NodesSettings.Consul(
                                ConsulSettings.of(ConsulAccess.to(ConsulAddress.parse(agent.address())), "iri"),
                                Optional.of("iri-lb"),
                                Optional.empty()),
                        true,
                        balancer,
                        nodes -> {})) {
            balancer.updateNodes(List.of(Setup.node(node.port(), 1, 9)));
            awaitStatus(balancer, "getTips", status -> status == 200);

            agent.put(PATH + "deny-commands", "getTips\n");
            awaitStatus(balancer, "getTips", status -> status == 401);
            assertThat(status(balancer, "getNeighbors"))
                    .as("the configuration still holds")
                    .isEqualTo(401);

            agent.put(PATH + "whitelist", "127.0.0.1\n");
            awaitStatus(balancer, "getTips", status -> status == 200);
            awaitStatus(balancer, "getNeighbors", status -> status == 200);

            agent.put(PATH + "whitelist", "127.0.0.1.1\n");
            Await.until("it is refused", () -> view(parts).problems().containsKey("whitelist"));
            assertThat(status(balancer, "getTips")).as("the last list holds").isEqualTo(200);

            agent.delete(PATH + "whitelist");
            agent.put(PATH + "deny-sources", "127.0.0.0/8");
            Await.until("nobody is let in", () -> isClosedAtOnce(balancer));
            agent.delete(PATH + "deny-sources");
            awaitStatus(balancer, "getNodeInfo", status -> status == 200);
            assertThat(view(parts).lists().denyCommands()).containsExactly("getTips");
            assertThat(view(parts).reading().failures()).isZero();
        }
    }

    private static ConsulView.Rules view(ConsulParts parts) {
        return parts.view().rules().orElseThrow();
    }

    private static void awaitStatus(LoadBalancer balancer, String command, Predicate<Integer> expected) {
        Await.until(command + " is answered otherwise", () -> expected.test(status(balancer, command)));
    }

    /** Of the answer; 0 if there is none. */
    private static int status(LoadBalancer balancer, String command) {
        try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
            return client.post("{\"command\":\"" + command + "\"}").readAnswer().status();
        } catch (WireException e) {
            return 0;
        }
    }

    private static boolean isClosedAtOnce(LoadBalancer balancer) {
        return status(balancer, "getNodeInfo") == 0;
    }
}

package org.irilb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class LeaversTest {

    private static final String NODE_INFO = "{\"command\":\"getNodeInfo\"}";
    private static final NodeConfig A = Setup.node(1000, 1, 1);
    private static final NodeConfig B = Setup.node(1001, 1, 1);
    private static final NodeConfig LEAVING = A.leaving("has left; the last requests there finish");

    @Test
    void whoeverIsBusyStaysDrainingBehindThoseThatAreTold() {
        assertThat(Leavers.with(List.of(B), List.of(A, B), Set.of(A.id(), B.id())))
                .containsExactly(B, LEAVING);
        assertThat(Leavers.with(List.of(B), List.of(B, LEAVING), Set.of(A.id())))
                .containsExactly(B, LEAVING);
    }

    @Test
    void whoeverIsNotBusyLeavesAtOnce() {
        assertThat(Leavers.with(List.of(B), List.of(A, B), Set.of(B.id()))).containsExactly(B);
    }

    @Test
    void whoeverIsToldAgainIsAsTold() {
        assertThat(Leavers.with(List.of(A), List.of(B, LEAVING), Set.of(A.id())))
                .containsExactly(A);
    }

    @OnEachTransport
    void aNodeThatLeavesIsShownUntilItsLastRequestIsOverAndItsConnectionsClose(TransportChoice transport) {
        try (Origin leaving = Origin.holding("last");
                Origin staying = Origin.answering("staying");
                LoadBalancer balancer =
                        LoadBalancer.start(Setup.standard().with(transport).config())) {
            balancer.updateNodes(List.of(Setup.node(leaving.port(), 1, 1)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
                client.post(NODE_INFO);
                Await.until("a request runs", () -> leaving.requests().size() == 1);

                balancer.updateNodes(List.of(Setup.node(staying.port(), 1, 1)));
                Await.until(
                        "it drains",
                        () -> balancer.status().snapshotVersion() > 2
                                && servers(balancer).size() == 2
                                && servers(balancer).get(1).status().equals("DRAIN"));
                assertThat(servers(balancer).get(1).current()).isEqualTo(1);
                assertThat(servers(balancer).get(1).usable()).isFalse();
                try (Wire other = Wire.connect(balancer.address(Setup.LISTENER))) {
                    for (int i = 0; i < 3; i++) {
                        assertThat(other.post(NODE_INFO).readAnswer().body()).isEqualTo("staying");
                    }
                }

                leaving.goOn();
                assertThat(client.readAnswer().body()).isEqualTo("last");
                Await.until("it is gone", () -> servers(balancer).size() == 1);
                Await.until("nothing is left open to it", () -> leaving.openConnections() == 0);
            }
        }
    }

    @Test
    void changesAreNotHeldUpByANodeThatLeaves() {
        try (Origin leaving = Origin.holding("last");
                LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(List.of(Setup.node(leaving.port(), 1, 1)));
            Await.until("the node is known", () -> balancer.status().snapshotVersion() == 2);
            try (Wire client = Wire.connect(balancer.address(Setup.LISTENER))) {
                client.post(NODE_INFO);
                Await.until("a request runs", () -> leaving.requests().size() == 1);
                balancer.updateNodes(List.of(A));
                Await.until("it drains", () -> servers(balancer).size() == 2);

                balancer.updateNodes(List.of(A, Setup.node(leaving.port(), 7, 1)));
                Await.until("it is back", () -> servers(balancer).get(1).usable());
                assertThat(servers(balancer).get(1).weight()).isEqualTo(7);
                assertThat(servers(balancer).get(1).current()).isEqualTo(1);
                leaving.goOn();
                assertThat(client.readAnswer().body()).isEqualTo("last");
            }
        }
    }

    private static List<ServerStatus> servers(LoadBalancer balancer) {
        return balancer.status().pools().get(0).servers();
    }
}

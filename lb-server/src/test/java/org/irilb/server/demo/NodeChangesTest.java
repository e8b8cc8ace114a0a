package org.irilb.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.Test;

final class NodeChangesTest {

    private static final NodeConfig NODE = Setup.node(1000, 1, 4);

    @Test
    void theSameNodesGiveNoLine() {
        assertThat(NodeChanges.between(List.of(NODE), List.of(Setup.node(1000, 1, 4))))
                .isEmpty();
    }

    @Test
    void aNewNodeIsDescribed() {
        assertThat(NodeChanges.between(List.of(), List.of(NODE)))
                .containsExactly("127.0.0.1:1000 joined: address 127.0.0.1:1000, scheme http, sslverify true, "
                        + "weight 1, maxconn 4, maxconnpow 4, pow also, state ready");
    }

    @Test
    void aChangedNodeIsDescribedByWhatDiffers() {
        NodeConfig changed = Setup.in(ServiceState.MAINT, Setup.node(1000, 5, 4));
        assertThat(NodeChanges.between(List.of(NODE), List.of(changed)))
                .containsExactly("127.0.0.1:1000 changed: weight 1 -> 5, state ready -> maint");
    }

    @Test
    void aNodeThatIsGoneHasLeft() {
        assertThat(NodeChanges.between(List.of(NODE, Setup.node(1001, 1, 1)), List.of(NODE)))
                .containsExactly("127.0.0.1:1001 left");
    }
}

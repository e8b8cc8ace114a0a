package org.irilb.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.junit.jupiter.api.Test;

class NodeTest {

    private final Node node = new Node(Cluster.limited("a", 3, 1, PowRole.ALSO));

    @Test
    void proofOfWorkCountsAgainstBothLimits() {
        assertThat(node.tryAcquire(3, 1, true)).isTrue();
        assertThat(node.tryAcquire(3, 1, true)).isFalse();
        assertThat(node.tryAcquire(3, 1, false)).isTrue();
        assertThat(node.tryAcquire(3, 1, false)).isTrue();
        assertThat(node.tryAcquire(3, 1, false)).isFalse();
        assertThat(node.inFlight()).isEqualTo(3);
        assertThat(node.powInFlight()).isEqualTo(1);

        node.release(true);

        assertThat(node.inFlight()).isEqualTo(2);
        assertThat(node.powInFlight()).isZero();
        assertThat(node.tryAcquire(2, 1, true)).isFalse();
    }

    @Test
    void aPlaceThatNobodyHoldsCantBeGivenBack() {
        assertThatThrownBy(() -> node.release(false)).isInstanceOf(IllegalStateException.class);
        node.tryAcquire(3, 1, true);
        assertThatThrownBy(() -> node.release(false)).hasMessageContaining("in flight: 1, of these PoW: 1");
        node.tryAcquire(3, 1, false);
        node.release(true);
        assertThatThrownBy(() -> node.release(true)).isInstanceOf(IllegalStateException.class);
        assertThat(node.inFlight()).isEqualTo(1);
    }

    @Test
    void suspendedProofOfWorkGetsNoPlaceWhileAllElseGoesOn() {
        node.tryAcquire(9, 2, true);

        assertThat(node.suspendPow()).isEqualTo(1);

        assertThat(node.suspendPow()).isEqualTo(-1);
        assertThat(node.tryAcquire(9, 2, true)).isFalse();
        assertThat(node.hasRoom(9, 2, true)).isFalse();
        assertThat(node.tryAcquire(9, 2, false)).isTrue();
        assertThat(node.hasRoom(9, 2, false)).isTrue();
        assertThat(node.powInFlight()).isEqualTo(1);
        assertThat(node.inFlight()).isEqualTo(2);
        node.release(true);
        node.release(false);
        assertThatThrownBy(() -> node.release(true)).hasMessageContaining("in flight: 0, of these PoW: 0");

        node.resumePow();

        assertThat(node.tryAcquire(9, 2, true)).isTrue();
        assertThat(node.powInFlight()).isEqualTo(1);
    }

    @Test
    void staysTheSameUnlessItIsReachedInAnotherWay() {
        assertThat(node.isSameNode(Cluster.config("a", 9, 8, 7, PowRole.ONLY, ServiceState.MAINT)))
                .isTrue();
        assertThat(node.isSameNode(at("b", "10.0.0.1", 14265, Scheme.HTTP, true)))
                .isFalse();
        assertThat(node.isSameNode(at("a", "10.0.0.2", 14265, Scheme.HTTP, true)))
                .isFalse();
        assertThat(node.isSameNode(at("a", "10.0.0.1", 14266, Scheme.HTTP, true)))
                .isFalse();
        assertThat(node.isSameNode(at("a", "10.0.0.1", 14265, Scheme.HTTPS, true)))
                .isFalse();
        assertThat(node.isSameNode(at("a", "10.0.0.1", 14265, Scheme.HTTP, false)))
                .isFalse();
    }

    private static NodeConfig at(String id, String host, int port, Scheme scheme, boolean verify) {
        return new NodeConfig(id, host, port, scheme, verify, 1, 1, 1, PowRole.NONE, ServiceState.READY, "");
    }
}

package org.irilb.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.Zone;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Issuer;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.junit.jupiter.api.Test;

/** A node that takes its time over TLS, longer than its client has patience. */
final class LateHandshakeTest {

    /** What the test does in the node's place, once the request is over. */
    private interface Late {
        void end(Socket connection) throws Exception;
    }

    @Test
    void aHandshakeThatEndsAfterItsRequestCountsAtTheServer() throws Exception {
        assertCounted(
                Counter.TLS_HANDSHAKES,
                Counter.TLS_HANDSHAKE_ERRORS,
                connection -> secure(connection).startHandshake());
    }

    @Test
    void aHandshakeThatFailsAfterItsRequestCountsAtTheServer() throws Exception {
        assertCounted(Counter.TLS_HANDSHAKE_ERRORS, Counter.TLS_HANDSHAKES, Socket::close);
    }

    private static void assertCounted(Counter expected, Counter other, Late late) throws Exception {
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Rig rig =
                        Rig.start(Setup.standard().withWorkers(1).withRetries(0).config(), node(node.getLocalPort()))) {
            try (Socket connection = opened(node, rig)) {
                Await.until("the request is over", () -> server(rig).current() == 0);
                assertThat(server(rig).counters().sum(Counter.CONNECTS)).isEqualTo(1);

                late.end(connection);

                Counters server = server(rig).counters();
                Counters pool = rig.pool(Setup.POOL).counters();
                Await.until("the handshake is counted", () -> server.sum(expected) == 1);
                assertThat(pool.sum(expected)).isEqualTo(1);
                assertThat(server.sum(other) + pool.sum(other)).isZero();
            }
        }
    }

    /** The connection that is opened for a client who leaves then. */
    private static Socket opened(ServerSocket node, Rig rig) throws IOException {
        try (Wire client = rig.client()) {
            client.post("{\"command\":\"getNodeInfo\"}");
            Socket connection = node.accept();
            client.reset();
            return connection;
        }
    }

    private static ServerStatus server(Rig rig) {
        return rig.pool(Setup.POOL).servers().get(0);
    }

    private static SSLSocket secure(Socket connection) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(Issuer.named("node").issue("node").toKeyManagerFactory().getKeyManagers(), null, null);
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(connection, "node", 0, true);
        secured.setUseClientMode(false);
        return secured;
    }

    private static NodeConfig node(int port) {
        return new NodeConfig(
                "node",
                "127.0.0.1",
                port,
                Scheme.HTTPS,
                false,
                "",
                0,
                1,
                1,
                1,
                PowRole.NONE,
                ServiceState.READY,
                "",
                Zone.ONLY);
    }
}

package org.irilb.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import java.io.IOException;
import java.util.List;
import org.irilb.core.config.BalancerConfig;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.PowRole;
import org.irilb.core.config.Scheme;
import org.irilb.core.config.ServiceState;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.NameServer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;
import org.irilb.core.pool.Outside;
import org.irilb.core.snapshot.SnapshotBuilder;
import org.irilb.core.tls.NodeTls;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A node that is known by its name, with a name server that tells where it is. */
@Execution(ExecutionMode.CONCURRENT)
class NodeNamesTest {

    private final Origin here = Origin.playing((wire, origin) -> answerOnce(wire, origin, "here"));
    private final Origin there =
            Origin.at("127.0.0.2", here.port(), (wire, origin) -> answerOnce(wire, origin, "there"));

    /** Each request is a connection of its own. */
    private static void answerOnce(Wire wire, Origin origin, String body) {
        origin.next(wire);
        origin.done();
        wire.send(Origin.ok(body).replaceFirst("\r\n", "\r\nConnection: close\r\n"));
    }

    private Proxy start(TransportChoice choice, NameServer names) {
        BalancerConfig config = Setup.standard().with(choice).withWorkers(1).config();
        NodeConfig node = new NodeConfig(
                "n", "here.example", here.port(), Scheme.HTTP, true, 1, 9, 9, PowRole.NONE, ServiceState.READY, "");
        Proxy proxy = new Proxy(
                choice,
                1,
                100,
                NodeTls.of(NodeTlsConfig.STANDARD),
                null,
                () -> new SequentialDnsServerAddressStreamProvider(names.address()));
        proxy.start(config, new SnapshotBuilder(1, Outside.SYSTEM).build(config, List.of(node), System.nanoTime()));
        proxy.listeners().accept();
        return proxy;
    }

    private static String asked(Proxy proxy) {
        try (Wire client = Wire.connect(proxy.listeners().address(Setup.LISTENER))) {
            return client.post("{\"command\":\"getNodeInfo\"}").readAnswer().body();
        }
    }

    @OnEachTransport
    void aNodeIsFoundWhereItHasMovedToOnceItsNameMayBeRememberedNoLonger(TransportChoice choice) throws IOException {
        try (NameServer names = new NameServer(1);
                here;
                there) {
            Proxy proxy = start(choice, names);
            try {
                assertThat(asked(proxy)).isEqualTo("here");
                names.move("127.0.0.2");
                Await.until("it is found there", () -> asked(proxy).equals("there"));
            } finally {
                proxy.close();
            }
        }
    }

    @OnEachTransport
    void aNameIsRememberedAsLongAsItMayBe(TransportChoice choice) throws IOException {
        try (NameServer names = new NameServer(600);
                here;
                there) {
            Proxy proxy = start(choice, names);
            try {
                assertThat(asked(proxy)).isEqualTo("here");
                names.move("127.0.0.2");
                for (int i = 0; i < 10; i++) {
                    assertThat(asked(proxy)).isEqualTo("here");
                }
                assertThat(names.answers()).isEqualTo(1);
            } finally {
                proxy.close();
            }
        }
    }
}

package org.irilb.core.proxy.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.NodeTlsConfig;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.NameServer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.proxy.io.Transport;
import org.irilb.core.tls.NodeTls;

final class NodeConnectorTest {

    @OnEachTransport
    void aNameIsUnknownWhenANameServerSaysSoAndNotWhenItCannotSay(TransportChoice choice) throws Exception {
        Transport transport = Transport.choose(choice);
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (NameServer server = new NameServer(60)) {
            NodeConnector connector = new NodeConnector(
                    transport,
                    NodeTls.of(NodeTlsConfig.STANDARD),
                    () -> new SequentialDnsServerAddressStreamProvider(server.address()));
            for (String known : new String[] {"here.example", "127.0.0.1", "broken.example"}) {
                assertThat(connector.knows(loops.next(), known).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as(known)
                        .isTrue();
            }
            assertThat(connector.knows(loops.next(), "gone.example").get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isFalse();
            assertThat(connector.nameServers()).singleElement().satisfies(asked -> {
                assertThat(asked.address())
                        .isEqualTo("127.0.0.1:" + server.address().getPort());
                assertThat(asked.valid()).isPositive();
                assertThat(asked.unknown()).isPositive();
                assertThat(asked.other()).isPositive();
                assertThat(asked.silent() + asked.refused() + asked.unsent() + asked.aliases())
                        .isZero();
                assertThat(asked.sent()).isGreaterThanOrEqualTo(asked.valid() + asked.failures());
            });
            connector.close();
            connector.ended().get(20, TimeUnit.SECONDS);
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}

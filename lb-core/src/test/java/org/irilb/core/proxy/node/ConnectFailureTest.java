package org.irilb.core.proxy.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.TransportChoice;
import org.irilb.core.kit.DeadPort;
import org.irilb.core.kit.NameServer;
import org.irilb.core.kit.OnEachTransport;
import org.irilb.core.proxy.io.Transport;

/** Each transport has words of its own for the same failure. */
final class ConnectFailureTest {

    @OnEachTransport
    void aRefusalIsToldWithoutTheCallAndItsNumber(TransportChoice choice) {
        Transport transport = Transport.choose(choice);
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (DeadPort dead = new DeadPort()) {
            Future<?> connected = new Bootstrap()
                    .group(loops)
                    .channelFactory(transport::openSocket)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect("127.0.0.1", dead.port());
            assertThat(words(connected)).isEqualTo("Connection refused");
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @OnEachTransport
    void aNameThatIsNotKnownIsToldFromOneThatCannotBeLookedUp(TransportChoice choice) throws Exception {
        Transport transport = Transport.choose(choice);
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try (NameServer server = new NameServer(60)) {
            NameResolver names =
                    new NameResolver(transport, () -> new SequentialDnsServerAddressStreamProvider(server.address()));
            assertThat(words(resolved(names, loops, "gone.example"))).isEqualTo("no such name");
            assertThat(words(resolved(names, loops, "broken.example"))).isEqualTo("its name can't be looked up now");
            names.close();
            names.ended().get(20, TimeUnit.SECONDS);
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static Future<?> resolved(NameResolver names, MultiThreadIoEventLoopGroup loops, String host) {
        return names.group().getResolver(loops.next()).resolve(InetSocketAddress.createUnresolved(host, 1));
    }

    private static String words(Future<?> failing) {
        failing.awaitUninterruptibly();
        return ConnectFailure.inWords(failing.cause());
    }
}

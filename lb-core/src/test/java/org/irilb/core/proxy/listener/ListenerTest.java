package org.irilb.core.proxy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.irilb.core.config.ListenerConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.metrics.ListenerState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListenerTest {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private Channel bind(InetSocketAddress address) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void onePausedAgainWhileItsPortIsBeingOpenedStaysClosed() {
        Listener listener = new Listener(new ListenerConfig("front", "127.0.0.1", 0, false, 1), 1, null);
        listener.bound(bind(new InetSocketAddress("127.0.0.1", 0)));
        assertThat(listener.pause().join()).isTrue();
        ChannelPromise opening = bind(listener.address()).newPromise();

        CompletableFuture<Boolean> resumed = listener.resume(address -> opening);
        assertThat(listener.pause().join()).isTrue();
        opening.setSuccess();

        assertThat(resumed.join()).isTrue();
        assertThat(listener.state()).isEqualTo(ListenerState.PAUSED);
        Await.until("the port is closed", () -> !opening.channel().isOpen());
    }
}

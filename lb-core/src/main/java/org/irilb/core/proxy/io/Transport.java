package org.irilb.core.proxy.io;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Locale;
import org.irilb.core.config.TransportChoice;

/** How sockets are driven; the best that works on this machine, unless one was asked for. */
public enum Transport {
    IO_URING,
    EPOLL,
    NIO;

    static {
        // Read by Netty 4.2.18 when its io_uring classes are loaded. A multishot poll tells of each arrival once: when
        // data and a reset arrive together, Netty reads the data, believes the socket empty and never hears of the
        // reset.
        switchOff("io.netty.iouring.pollAddMultishotEnabled");
        // A multishot accept goes on when it is told to stop, and without file descriptors it does nothing else.
        switchOff("io.netty.iouring.acceptMultiShotEnabled");
    }

    /** Unless somebody has decided otherwise. */
    private static void switchOff(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }

    /** @throws IllegalArgumentException if the one asked for doesn't work here, with the reason */
    public static Transport choose(TransportChoice choice) {
        return switch (choice) {
            case AUTO -> IoUring.isAvailable() ? IO_URING : Epoll.isAvailable() ? EPOLL : NIO;
            case IO_URING -> required(IO_URING, IoUring.isAvailable(), IoUring.unavailabilityCause());
            case EPOLL -> required(EPOLL, Epoll.isAvailable(), Epoll.unavailabilityCause());
            case NIO -> NIO;
        };
    }

    private static Transport required(Transport transport, boolean available, Throwable cause) {
        if (!available) {
            throw new IllegalArgumentException(
                    "transport: " + transport.label() + " doesn't work on this machine (" + cause.getMessage() + ")",
                    cause);
        }
        return transport;
    }

    /** As the configuration calls it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What event loops wait with: each loop gets its own. */
    public IoHandlerFactory handlers() {
        return switch (this) {
            case IO_URING -> new RingHandlers();
            case EPOLL -> new EpollHandlers();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /** What listens, on a loop of these {@link #handlers}. */
    public Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    /** @throws io.netty.channel.ChannelException if there is no socket to be had */
    public SocketChannel openSocket() {
        return switch (this) {
            case IO_URING -> new IoUringSocketChannel();
            case EPOLL -> new EpollSocketChannel();
            case NIO -> new NioSocketChannel();
        };
    }

    /** @throws io.netty.channel.ChannelException if there is no socket to be had */
    public DatagramChannel openDatagramSocket() {
        return switch (this) {
            case IO_URING -> new IoUringDatagramChannel();
            case EPOLL -> new EpollDatagramChannel();
            case NIO -> new NioDatagramChannel();
        };
    }
}

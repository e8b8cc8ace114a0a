package org.irilb.server.admin.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.irilb.server.config.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endpoint that listens. Any thread.
 *
 * @param channel in non-blocking mode
 * @param address where clients find it
 * @param file of a UNIX socket
 * @param level what its sessions may do
 */
public record BoundEndpoint(
        ServerSocketChannel channel, SocketAddress address, Optional<UnixSocketFile> file, Level level) {

    private static final Logger LOG = LoggerFactory.getLogger(BoundEndpoint.class);

    /** Connections beyond the sessions that are served; the kernel may cap it. */
    static final int BACKLOG = 128;

    /** @throws IOException if the address can't be bound, which its message names, with the key */
    public static BoundEndpoint open(AdminEndpoint endpoint) throws IOException {
        try {
            return endpoint.address() instanceof UnixDomainSocketAddress unix
                    ? openUnix(unix, endpoint)
                    : openTcp(endpoint);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    endpoint.key() + ": cannot listen on " + text(endpoint.address()) + ": " + e.getMessage(), e);
        }
    }

    private static BoundEndpoint openUnix(UnixDomainSocketAddress address, AdminEndpoint endpoint) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            UnixSocketFile file = UnixSocketFile.bind(channel, address.getPath(), endpoint.mode());
            return new BoundEndpoint(channel, address, Optional.of(file), endpoint.level());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static BoundEndpoint openTcp(AdminEndpoint endpoint) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(endpoint.address(), BACKLOG);
            channel.configureBlocking(false);
            return new BoundEndpoint(channel, channel.getLocalAddress(), Optional.empty(), endpoint.level());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** As HAProxy writes it. */
    String name() {
        if (address instanceof InetSocketAddress tcp) {
            String family = tcp.getAddress().getAddress().length == 4 ? "ipv4@" : "ipv6@";
            return family + tcp.getAddress().getHostAddress() + ":" + tcp.getPort();
        }
        return "unix@" + address;
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? tcp.getHostString() + ":" + tcp.getPort()
                : address.toString();
    }

    /** Listens no more, and removes the file; why that may stay is logged. */
    public void close() {
        try (channel) {
            if (file.isPresent()) {
                file.get().remove();
            }
        } catch (IOException e) {
            LOG.warn("the admin socket {} has left something: {}", name(), e.toString());
        }
    }
}

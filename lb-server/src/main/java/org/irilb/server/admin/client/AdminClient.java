package org.irilb.server.admin.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks an admin socket, ours or HAProxy's. One thread's, which waits. */
public final class AdminClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PIECE_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;

    private AdminClient(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    /**
     * Sends one command and reads the answer. Any thread.
     *
     * @param address of TCP or UNIX
     * @param command one line, without its end
     * @return the lines of the answer, without the empty one at its end
     * @throws UncheckedIOException if nobody answers there, or goes on to, within 10 s; its message names the address
     */
    public static List<String> ask(SocketAddress address, String command) {
        try (SocketChannel channel = open(address);
                Selector selector = Selector.open()) {
            AdminClient client = new AdminClient(channel, selector);
            client.connect(address);
            client.send(command + "\n");
            return client.read().lines().filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("admin socket: no answer from " + text(address) + ": " + e.getMessage(), e));
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress tcp && tcp.isUnresolved()) {
            throw new UnknownHostException("the host is not known");
        }
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? tcp.getHostString() + ":" + tcp.getPort()
                : address.toString();
    }

    private void connect(SocketAddress address) throws IOException {
        if (!channel.connect(address)) {
            await(SelectionKey.OP_CONNECT);
            channel.finishConnect();
        }
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
        channel.shutdownOutput();
    }

    /** All that is said until the other side ends. */
    private String read() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        do {
            text.write(piece.array(), 0, piece.flip().limit());
            piece.clear();
            await(SelectionKey.OP_READ);
        } while (channel.read(piece) >= 0);
        return text.toString(StandardCharsets.UTF_8);
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        if (key.selector().select(PATIENCE.toMillis()) == 0) {
            throw new SocketTimeoutException("nothing for " + PATIENCE.toSeconds() + " s");
        }
        key.selector().selectedKeys().clear();
    }
}

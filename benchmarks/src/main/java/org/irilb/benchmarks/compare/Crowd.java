package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that ask once, take their answer and stay. Main thread only. */
final class Crowd implements AutoCloseable {

    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress address;
    private final List<SocketChannel> clients = new ArrayList<>();
    private final ByteBuffer request = ByteBuffer.wrap(Http.request());
    private final ByteBuffer answer = ByteBuffer.allocate(4096);

    Crowd(int port) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Adds so many, one after the other. */
    void join(int count) throws IOException, BadRun {
        for (int i = 0; i < count; i++) {
            SocketChannel client = SocketChannel.open(address);
            clients.add(client);
            ask(client);
        }
    }

    /** Asks with each once more, so that each is known to be still connected. */
    void requireAllThere() throws IOException, BadRun {
        for (SocketChannel client : clients) {
            ask(client);
        }
    }

    private void ask(SocketChannel client) throws IOException, BadRun {
        client.write(request.rewind());
        answer.clear();
        while (!ended()) {
            if (client.read(answer) < 0) {
                throw new BadRun("connection " + clients.indexOf(client) + " was closed");
            }
        }
        String start = new String(answer.array(), 0, 12, StandardCharsets.US_ASCII);
        if (!start.equals("HTTP/1.1 200")) {
            throw new BadRun("an answer was " + start);
        }
    }

    private boolean ended() {
        int length = answer.position();
        return length > Node.ANSWER_BYTES && answer.get(length - 2) == END[0] && answer.get(length - 1) == END[1];
    }

    @Override
    public void close() {
        for (SocketChannel client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/** One connection of an {@link OpenLoop}; its thread only. */
final class OpenLoopClient implements AutoCloseable {

    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(4096);
    private final Histogram nanos;
    private final long gapNanos;
    private long due;
    private boolean waiting;

    /** @param due when the first request is to be sent; the others follow {@code gapNanos} after each other */
    OpenLoopClient(int port, Selector selector, long due, long gapNanos, Histogram nanos) throws IOException {
        this.due = due;
        this.gapNanos = gapNanos;
        this.nanos = nanos;
        byte[] bytes = Http.request();
        request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Returns whether anything is still to be sent or received; nothing is begun that was due at {@code end} or after. */
    boolean sendIfDue(long now, long end) throws IOException, BadRun {
        if (waiting) {
            return true;
        }
        if (due - end >= 0) {
            return false;
        }
        if (due - now <= 0) {
            channel.write(request.rewind());
            if (request.hasRemaining()) {
                throw new BadRun("a request was not taken whole");
            }
            waiting = true;
        }
        return true;
    }

    void receive() throws IOException, BadRun {
        if (channel.read(answer) < 0) {
            throw new BadRun("a connection was closed");
        }
        if (!isWhole()) {
            return;
        }
        for (int i = 0; i < OK.length; i++) {
            if (answer.get(i) != OK[i]) {
                throw new BadRun("an answer was not 200");
            }
        }
        nanos.recordValue(System.nanoTime() - due);
        answer.clear();
        due += gapNanos;
        waiting = false;
    }

    private boolean isWhole() {
        int length = answer.position();
        return length > Node.ANSWER_BYTES && answer.get(length - 2) == END[0] && answer.get(length - 1) == END[1];
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.irilb.server.admin.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What a client has yet to read; most of it not made yet. The admin thread only. */
final class Output {

    /** Bytes that are gathered for one write. */
    private static final int BATCH = 16 * 1024;

    /** Writes after which other sessions have their turn. */
    private static final int WRITES_A_TURN = 16;

    private final Deque<Iterator<String>> waiting = new ArrayDeque<>();
    private ByteBuffer ready = ByteBuffer.allocate(0);

    void add(Iterator<String> pieces) {
        waiting.add(pieces);
    }

    void add(String text) {
        add(List.of(text).iterator());
    }

    /** Sends what the client takes now. Returns whether that was all; if not, there is more as soon as it can be written. */
    boolean write(SocketChannel to) throws IOException {
        for (int writes = 0; writes < WRITES_A_TURN; writes++) {
            if (!ready.hasRemaining() && !prepare()) {
                return true;
            }
            to.write(ready);
            if (ready.hasRemaining()) {
                return false;
            }
        }
        return false;
    }

    private boolean prepare() {
        ready.clear();
        while (ready.position() < BATCH && !waiting.isEmpty()) {
            if (waiting.element().hasNext()) {
                append(waiting.element().next().getBytes(StandardCharsets.UTF_8));
            } else {
                waiting.remove();
            }
        }
        ready.flip();
        return ready.hasRemaining();
    }

    private void append(byte[] piece) {
        if (ready.remaining() < piece.length) {
            int room = Math.max(2 * ready.capacity(), ready.position() + piece.length);
            ready = ByteBuffer.allocate(room).put(ready.flip());
        }
        ready.put(piece);
    }
}

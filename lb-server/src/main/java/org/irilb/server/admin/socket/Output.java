package org.irilb.server.admin.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.text.Text;
import org.jspecify.annotations.Nullable;

/** What a client has yet to read; most of it not made yet. The admin thread only. */
final class Output {

    /** Bytes of short pieces that are gathered for one write. */
    private static final int BATCH = 4 * 1024;

    /** Writes after which other sessions have their turn. */
    private static final int WRITES_A_TURN = 16;

    /** A text, as far as it has not been sent. */
    private record Rest(Text text, Iterator<ByteBuffer> pieces) {}

    private final Deque<Rest> waiting = new ArrayDeque<>();
    private final ByteBuffer batch = ByteBuffer.allocate(BATCH);
    private ByteBuffer ready = batch.flip();
    private @Nullable ByteBuffer next;
    private Answer.@Nullable Feed feed;

    /** Closes the text when it is sent, or can't be. */
    void add(Text text) {
        waiting.add(new Rest(text, text.pieces()));
    }

    void add(String text) {
        add(Text.of(text));
    }

    /** Goes on with what comes from there, as soon as all before it is sent. */
    void follow(Answer.Feed lines) {
        feed = lines;
    }

    boolean isFollowing() {
        return feed != null;
    }

    /** Whether the client has taken all that there is. */
    boolean isSent() {
        return !ready.hasRemaining() && waiting.isEmpty() && (next == null || !next.hasRemaining());
    }

    /** No more comes from there. */
    void stopFollowing() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
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

    /** Short pieces are sent together, a long one as it is. */
    private boolean prepare() {
        batch.clear();
        ByteBuffer piece = piece();
        while (piece != null && piece.remaining() <= batch.remaining()) {
            batch.put(piece);
            piece = piece();
        }
        if (piece != null && batch.position() == 0) {
            ready = piece;
            next = null;
        } else {
            ready = batch.flip();
        }
        return ready.hasRemaining();
    }

    /** The first piece that is neither sent nor gathered; nothing if all are. */
    private @Nullable ByteBuffer piece() {
        if (waiting.isEmpty() && feed != null) {
            feed.next().ifPresent(this::add);
        }
        while ((next == null || !next.hasRemaining()) && !waiting.isEmpty()) {
            Rest first = waiting.element();
            if (first.pieces().hasNext()) {
                next = first.pieces().next();
            } else {
                waiting.remove().text().close();
                next = null;
            }
        }
        return next != null && next.hasRemaining() ? next : null;
    }

    /** Nothing more can be sent. */
    void close() {
        stopFollowing();
        waiting.forEach(rest -> rest.text().close());
        waiting.clear();
    }
}

package org.irilb.server.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A long text that many may ask for. It is made anew only when it is no longer fresh, in memory outside of the heap that
 * sockets read without a copy, so that those who ask cost next to nothing. Slow readers keep an old one alive, but no more
 * than two; its memory is used again. Any thread.
 */
public final class SharedText {

    /** The present text, and old ones. */
    private static final int MOST = 3;

    /** Makes the text. */
    public interface Author {
        void write(OutputStream out) throws IOException;
    }

    /**
     * A text that is being made.
     *
     * @param changes that had been told of when it was begun
     */
    private record Draft(Copy copy, long changes) {}

    private final Author author;
    private final long freshNanos;
    private final LongSupplier nanoClock;

    /** Held by the one who makes the text; the object itself only for moments. */
    private final Object making = new Object();

    private final List<Copy> copies = new ArrayList<>();
    private Copy present = newCopy();
    private boolean valid;
    private long changes;
    private long madeNanos;

    /** @param fresh how long one text serves all who ask */
    public SharedText(Author author, Duration fresh, LongSupplier nanoClock) {
        this.author = author;
        this.freshNanos = fresh.toNanos();
        this.nanoClock = nanoClock;
    }

    /**
     * The text as it is now, or was a moment ago; while slow readers keep the old ones, as it was before. Makes it if need
     * be, or waits for whoever does.
     */
    public Text take() {
        synchronized (making) {
            renewIfOld();
            return read();
        }
    }

    /** As {@link #take}; nothing while slow readers keep the old ones. */
    public Optional<Text> takeFresh() {
        synchronized (making) {
            return renewIfOld() ? Optional.of(read()) : Optional.empty();
        }
    }

    /** The text if somebody has made it a moment ago. Never waits. */
    public synchronized Optional<Text> takeMade() {
        return isFresh() ? Optional.of(read()) : Optional.empty();
    }

    /** Something has changed that everybody who asks from now on is to be told. */
    public synchronized void invalidate() {
        valid = false;
        changes++;
    }

    private synchronized Text read() {
        return new Reading(present);
    }

    private synchronized boolean isFresh() {
        return valid && nanoClock.getAsLong() - madeNanos < freshNanos;
    }

    /** Returns whether the present text is fresh, or was as it was made. */
    private boolean renewIfOld() {
        if (isFresh()) {
            return true;
        }
        Optional<Draft> begun = begin();
        begun.ifPresent(this::make);
        return begun.isPresent();
    }

    private void make(Draft draft) {
        try {
            author.write(draft.copy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            valid = changes == draft.changes();
            madeNanos = nanoClock.getAsLong();
        }
    }

    /** Has the present text be one that nobody reads, and empty; nothing if all are being read. */
    private synchronized Optional<Draft> begin() {
        if (present.readers > 0) {
            Optional<Copy> unread =
                    copies.stream().filter(copy -> copy.readers == 0).findFirst();
            if (unread.isEmpty() && copies.size() == MOST) {
                return Optional.empty();
            }
            present = unread.orElseGet(this::newCopy);
        }
        valid = false; // until it is whole
        present.clear();
        return Optional.of(new Draft(present, changes));
    }

    private Copy newCopy() {
        Copy copy = new Copy();
        copies.add(copy);
        return copy;
    }

    private synchronized void leave(Copy copy) {
        copy.readers--;
    }

    /** Somebody's way through a copy; {@link SharedText} is locked when it begins. */
    private final class Reading implements Text {

        private final Copy copy;

        Reading(Copy copy) {
            this.copy = copy;
            copy.readers++;
        }

        @Override
        public long length() {
            return copy.length;
        }

        @Override
        public Iterator<ByteBuffer> pieces() {
            return copy.pieces();
        }

        @Override
        public void close() {
            leave(copy);
        }
    }

    /** In pieces, so that to grow moves nothing. */
    private static final class Copy extends OutputStream {

        private static final int PIECE = 64 * 1024;

        private final List<ByteBuffer> pieces = new ArrayList<>();
        private long length;
        private int readers;

        void clear() {
            length = 0;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            int done = 0;
            while (done < count) {
                int piece = (int) (length / PIECE);
                int at = (int) (length % PIECE);
                if (piece == pieces.size()) {
                    pieces.add(ByteBuffer.allocateDirect(PIECE));
                }
                int part = Math.min(count - done, PIECE - at);
                pieces.get(piece).put(at, bytes, from + done, part);
                done += part;
                length += part;
            }
        }

        Iterator<ByteBuffer> pieces() {
            return new Iterator<>() {
                private int piece;

                @Override
                public boolean hasNext() {
                    return (long) piece * PIECE < length;
                }

                @Override
                public ByteBuffer next() {
                    int part = (int) Math.min(PIECE, length - (long) piece * PIECE);
                    return pieces.get(piece++).slice(0, part);
                }
            };
        }
    }
}

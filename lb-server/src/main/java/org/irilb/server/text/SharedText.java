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
 * A long text that many may ask for. It is made anew only when it is no longer fresh, in the memory of the last one, so that
 * those who ask cost next to nothing. Slow readers keep an old one alive, but no more than two. Any thread.
 */
public final class SharedText {

    private static final int OLD = 2;

    /** Makes the text. */
    public interface Author {
        void write(OutputStream out) throws IOException;
    }

    private final Author author;
    private final long freshNanos;
    private final LongSupplier nanoClock;
    private Copy present = new Copy();
    private boolean valid;
    private long madeNanos;
    private int old;

    /** @param fresh how long one text serves all who ask */
    public SharedText(Author author, Duration fresh, LongSupplier nanoClock) {
        this.author = author;
        this.freshNanos = fresh.toNanos();
        this.nanoClock = nanoClock;
    }

    /** The text as it is now, or was a moment ago; while slow readers keep the old ones, as it was before. */
    public synchronized Text take() {
        renewIfOld();
        return new Reading(present);
    }

    /** The text as it is now, or was a moment ago; nothing while slow readers keep the old ones. */
    public synchronized Optional<Text> takeFresh() {
        return renewIfOld() ? Optional.of(new Reading(present)) : Optional.empty();
    }

    /** Something has changed that everybody is to be told at once. */
    public synchronized void invalidate() {
        valid = false;
    }

    /** Returns whether the present text is fresh. */
    private boolean renewIfOld() {
        if (valid && nanoClock.getAsLong() - madeNanos < freshNanos) {
            return true;
        }
        if (present.readers > 0) {
            if (old == OLD) {
                return false;
            }
            old++;
            present = new Copy();
        }
        valid = false; // until it is whole
        present.clear();
        try {
            author.write(present);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        valid = true;
        madeNanos = nanoClock.getAsLong();
        return true;
    }

    private synchronized void leave(Copy copy) {
        copy.readers--;
        if (copy != present && copy.readers == 0) {
            old--;
        }
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

        private static final int PIECE = 16 * 1024;

        private final List<byte[]> pieces = new ArrayList<>();
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
                    pieces.add(new byte[PIECE]);
                }
                int part = Math.min(count - done, PIECE - at);
                System.arraycopy(bytes, from + done, pieces.get(piece), at, part);
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
                    return ByteBuffer.wrap(pieces.get(piece++), 0, part);
                }
            };
        }
    }
}

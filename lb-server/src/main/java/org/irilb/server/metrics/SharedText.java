package org.irilb.server.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A long text that many may ask for. It is made at most twice a second, in the memory of the last one, so that those who
 * ask cost next to nothing. Slow readers keep an old one alive, but no more than two; then everybody is told the
 * present one until they have ended. Any thread.
 */
final class SharedText {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int OLD = 2;

    /** Makes the text. */
    interface Author {
        void write(OutputStream out) throws IOException;
    }

    private final Author author;
    private final LongSupplier nanoClock;
    private Copy present = new Copy();
    private boolean made;
    private long madeNanos;
    private int old;

    SharedText(Author author, LongSupplier nanoClock) {
        this.author = author;
        this.nanoClock = nanoClock;
    }

    /** The text as it is now, or was a moment ago. */
    synchronized Text take() {
        if (!made || nanoClock.getAsLong() - madeNanos >= FRESH_NANOS) {
            renew();
        }
        present.readers++;
        return new Reading(present);
    }

    private void renew() {
        if (present.readers > 0) {
            if (old == OLD) {
                return;
            }
            old++;
            present = new Copy();
        }
        made = false; // until it is whole
        present.clear();
        try {
            author.write(present);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made = true;
        madeNanos = nanoClock.getAsLong();
    }

    private synchronized void leave(Copy copy) {
        copy.readers--;
        if (copy != present && copy.readers == 0) {
            old--;
        }
    }

    private final class Reading implements Text {

        private final Copy copy;

        Reading(Copy copy) {
            this.copy = copy;
        }

        @Override
        public long length() {
            return copy.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            copy.writeTo(out);
        }

        @Override
        public void close() {
            leave(copy);
        }
    }

    /** In pieces, so that to grow moves nothing. */
    private static final class Copy extends OutputStream {

        private static final int PIECE = 64 * 1024;

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

        void writeTo(OutputStream out) throws IOException {
            long left = length;
            for (int piece = 0; left > 0; piece++) {
                int part = (int) Math.min(left, PIECE);
                out.write(pieces.get(piece), 0, part);
                left -= part;
            }
        }
    }
}

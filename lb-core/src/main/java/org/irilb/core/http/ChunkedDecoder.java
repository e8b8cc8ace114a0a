package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes a chunked body apart, to the byte (RFC 9112, section 7.1). Extensions are bounded and dropped; trailers are
 * checked like field lines and kept. One message's at a time; one loop's.
 */
public final class ChunkedDecoder {

    /** Bytes of extensions per message, and of trailers. */
    private static final int MAX_OVERHEAD = 4096;

    private static final int MAX_SIZE_DIGITS = 15;

    private static final FieldLines NO_LINES = new FieldLines();

    private enum State {
        SIZE,
        EXTENSIONS,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS,
        END
    }

    private final ChunkExtensions extensions = new ChunkExtensions();
    private boolean keepTrailers;
    private State state = State.SIZE;
    private long remaining;
    private int digits;
    private int overhead;
    private byte[] trailers = {};
    private int trailerLength;
    private FieldLines lines = NO_LINES;

    /** @param keepTrailers whether {@link HeadWriter#lastChunk} writes them on; they are checked in any case */
    public ChunkedDecoder(boolean keepTrailers) {
        this.keepTrailers = keepTrailers;
    }

    /** Begins with another message, as a new one would. */
    public void restart(boolean keepTrailers) {
        this.keepTrailers = keepTrailers;
        state = State.SIZE;
        remaining = 0;
        digits = 0;
        overhead = 0;
        trailerLength = 0;
        lines = NO_LINES;
    }

    /**
     * Reads on in {@code in} up to the next data.
     *
     * @return {@link Outcome#INCOMPLETE} if data is there ({@link #available}) or more bytes are needed,
     *     {@link Outcome#COMPLETE} at the end of the body, otherwise what is wrong
     */
    public Outcome read(ByteBuf in) {
        while (in.isReadable() && state != State.DATA && state != State.END) {
            Outcome outcome = state == State.TRAILERS ? trailer(in) : step(in.readByte());
            if (outcome.isRefusal()) {
                return outcome;
            }
        }
        return state == State.END ? Outcome.COMPLETE : Outcome.INCOMPLETE;
    }

    /** How many bytes of data begin at the reader index of {@code in}; 0 if there are none yet. */
    public int available(ByteBuf in) {
        return state == State.DATA ? (int) Math.min(remaining, in.readableBytes()) : 0;
    }

    /** Says that {@code length} bytes of data, at most {@link #available}, were taken. */
    public void taken(int length) {
        remaining -= length;
        if (remaining == 0) {
            state = State.DATA_CR;
        }
    }

    private Outcome step(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSIONS -> extension(b);
            case SIZE_LF -> sizeEnd(b);
            case DATA_CR -> expect(b, Ascii.CR, State.DATA_LF);
            case DATA_LF -> expect(b, Ascii.LF, State.SIZE);
            case DATA, TRAILERS, END -> throw new IllegalStateException(state.toString());
        };
    }

    private Outcome size(byte b) {
        int digit = Ascii.hexDigit(b);
        if (digit >= 0) {
            if (++digits > MAX_SIZE_DIGITS) {
                return Outcome.BAD_CHUNK;
            }
            remaining = remaining << 4 | digit;
            return Outcome.INCOMPLETE;
        }
        if (digits == 0) {
            return Outcome.BAD_CHUNK;
        }
        extensions.clear();
        state = State.EXTENSIONS;
        return extension(b);
    }

    private Outcome extension(byte b) {
        if (b == Ascii.CR && extensions.mayEnd()) {
            state = State.SIZE_LF;
            return Outcome.INCOMPLETE;
        }
        if (!extensions.take(b)) {
            return Outcome.BAD_CHUNK;
        }
        return ++overhead > MAX_OVERHEAD ? Outcome.CHUNK_OVERHEAD : Outcome.INCOMPLETE;
    }

    private Outcome sizeEnd(byte b) {
        if (b != Ascii.LF) {
            return Outcome.BAD_CHUNK;
        }
        digits = 0;
        state = remaining == 0 ? State.TRAILERS : State.DATA;
        return Outcome.INCOMPLETE;
    }

    private Outcome expect(byte b, byte expected, State next) {
        if (b != expected) {
            return Outcome.BAD_CHUNK;
        }
        state = next;
        return Outcome.INCOMPLETE;
    }

    /** Collects the trailer section until its empty line is there; most bodies have nothing but that line. */
    private Outcome trailer(ByteBuf in) {
        if (trailerLength == trailers.length) {
            if (trailerLength == MAX_OVERHEAD) {
                return Outcome.CHUNK_OVERHEAD;
            }
            trailers = Arrays.copyOf(trailers, trailerLength == 0 ? 2 : Math.min(MAX_OVERHEAD, trailerLength * 16));
        }
        byte b = in.readByte();
        trailers[trailerLength++] = b;
        if (b != Ascii.LF) {
            return Outcome.INCOMPLETE;
        }
        if (trailerLength == 2 && trailers[0] == Ascii.CR) {
            state = State.END;
            return Outcome.COMPLETE;
        }
        if (lines == NO_LINES) {
            lines = new FieldLines();
        }
        Outcome outcome = lines.parse(trailers, 0, trailerLength);
        if (outcome == Outcome.COMPLETE) {
            state = State.END;
        }
        return outcome.isRefusal() ? outcome : Outcome.INCOMPLETE;
    }

    byte[] trailers() {
        return trailers;
    }

    /** None if they are not to be kept. */
    FieldLines trailerLines() {
        return keepTrailers ? lines : NO_LINES;
    }
}

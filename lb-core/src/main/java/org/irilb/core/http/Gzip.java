package org.irilb.core.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses one body after the other (RFC 1952), for speed rather than size. Holds memory outside the heap until
 * {@link #close}. One loop's.
 */
public final class Gzip implements AutoCloseable {

    /** No name, no time, an unknown system (RFC 1952, section 2.3). */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int ROOM = 8 * 1024;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private boolean begun;
    private int size;

    /** Takes {@code length} bytes out of {@code in}; writes what is ready, which may be nothing. */
    public void compress(ByteBuf in, int length, ByteBuf out) {
        begin(out);
        ByteBuffer input = in.nioBuffer(in.readerIndex(), length);
        crc.update(input.duplicate());
        size += length;
        deflater.setInput(input);
        while (!deflater.needsInput()) {
            deflate(out);
        }
        in.skipBytes(length);
    }

    /** Writes the rest; the next body may begin. */
    public void finish(ByteBuf out) {
        begin(out);
        deflater.finish();
        while (!deflater.finished()) {
            deflate(out);
        }
        out.writeIntLE((int) crc.getValue());
        out.writeIntLE(size);
        reset();
    }

    private void begin(ByteBuf out) {
        if (!begun) {
            begun = true;
            out.writeBytes(HEADER);
        }
    }

    private void deflate(ByteBuf out) {
        out.ensureWritable(ROOM);
        int written = deflater.deflate(out.nioBuffer(out.writerIndex(), out.writableBytes()));
        out.writerIndex(out.writerIndex() + written);
    }

    /** Forgets a body that was broken off. */
    public void reset() {
        deflater.reset();
        crc.reset();
        size = 0;
        begun = false;
    }

    @Override
    public void close() {
        deflater.end();
    }
}

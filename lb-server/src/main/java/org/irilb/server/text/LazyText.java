package org.irilb.server.text;

import java.nio.ByteBuffer;
import java.util.Iterator;

/** Text that is made while it is sent, so that any length of it takes little memory however slowly it is read. */
final class LazyText implements Text, Iterator<ByteBuffer> {

    /** Bytes that parts are gathered to. */
    private static final int PIECE = 16 * 1024;

    private final Iterator<? extends Part> parts;
    private final TextBuffer buffer = new TextBuffer();
    private final DutyCycle duty = new DutyCycle();

    LazyText(Iterator<? extends Part> parts) {
        this.parts = parts;
    }

    @Override
    public long length() {
        return 0;
    }

    @Override
    public Iterator<ByteBuffer> pieces() {
        return this;
    }

    @Override
    public boolean hasNext() {
        return parts.hasNext();
    }

    @Override
    public ByteBuffer next() {
        duty.restIfDue();
        buffer.clear();
        do {
            parts.next().write(buffer);
        } while (buffer.length() < PIECE && parts.hasNext());
        return buffer.bytes();
    }
}

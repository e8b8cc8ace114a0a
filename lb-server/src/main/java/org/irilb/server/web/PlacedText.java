package org.irilb.server.web;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import org.irilb.server.text.Text;

/** A text that takes one of few places until it is closed. */
record PlacedText(Text text, Semaphore places) implements Text {

    @Override
    public long length() {
        return text.length();
    }

    @Override
    public Iterator<ByteBuffer> pieces() {
        return text.pieces();
    }

    @Override
    public void close() {
        text.close();
        places.release();
    }
}

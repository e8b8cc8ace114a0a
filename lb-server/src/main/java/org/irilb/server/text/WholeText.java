package org.irilb.server.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Text that is there already. */
final class WholeText implements Text {

    private final byte[] bytes;

    WholeText(String text) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Iterator<ByteBuffer> pieces() {
        return List.of(ByteBuffer.wrap(bytes)).iterator();
    }
}

package org.irilb.server.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Iterator;
import java.util.stream.Stream;

/** Text on its way to somebody, in UTF-8. To be closed once by whoever sends it. One thread's. */
public interface Text extends AutoCloseable {

    /** A part of a text that is made when its turn comes. */
    interface Part {
        void write(TextBuffer out);
    }

    /** Its length in bytes; 0 if nobody knows yet. */
    long length();

    /** All of it, from its beginning. A piece holds until the next one is asked for. */
    Iterator<ByteBuffer> pieces();

    /** @throws IOException if {@code out} takes no more */
    default void writeTo(OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        for (Iterator<ByteBuffer> pieces = pieces(); pieces.hasNext(); ) {
            channel.write(pieces.next());
        }
    }

    @Override
    default void close() {}

    static Text of(String text) {
        return new WholeText(text);
    }

    /** Each part is asked for, and made, only when the ones before it have been sent. Can be read once. */
    static Text lazily(Stream<? extends Part> parts) {
        return new LazyText(parts.iterator());
    }

    /** The same of parts that are strings, such as lines. */
    static Text ofStrings(Stream<String> strings) {
        return lazily(strings.map(string -> out -> out.put(string)));
    }
}

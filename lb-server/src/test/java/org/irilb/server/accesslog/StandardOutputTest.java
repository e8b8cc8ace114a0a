package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private final List<String> writes = new ArrayList<>();
    private int mostAtOnce = Integer.MAX_VALUE;
    private int room = Integer.MAX_VALUE;

    private final StandardOutput output = new StandardOutput(new WritableByteChannel() {
        @Override
        public int write(ByteBuffer from) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            byte[] taken = new byte[Math.min(Math.min(from.remaining(), mostAtOnce), room)];
            from.get(taken);
            room -= taken.length;
            writes.add(new String(taken, StandardCharsets.US_ASCII));
            return taken.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    });

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void asManyWholeLinesAsAreNotMixedWithOthersGoIntoOneWrite() throws IOException {
        String line = "x".repeat(1023) + "\n";
        String longLine = "y".repeat(5000) + "\n";

        output.write(buffer(line.repeat(5) + longLine + line + "z".repeat(4095) + "\n" + line));

        assertThat(writes).containsExactly(line.repeat(4), line, longLine, line, "z".repeat(4095) + "\n", line);
    }

    @Test
    void whatIsLeftAfterAnErrorIsWrittenLater() throws IOException {
        ByteBuffer lines = buffer("one\ntwo\nthree\n");
        mostAtOnce = 3;
        room = 6;

        assertThatThrownBy(() -> output.write(lines)).hasMessage("No space left on device");
        room = 100;
        output.write(lines);

        assertThat(String.join("", writes)).isEqualTo("one\ntwo\nthree\n");
    }
}

package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer out = CharBuffer.allocate(8);

    @Test
    void agreesWithTheJdkOnEveryPairOfBytesBeforeContinuations() {
        byte[] bytes = new byte[4];
        for (int lead = 0x80; lead < 256; lead++) {
            for (int second = 0; second < 256; second++) {
                for (int third : new int[] {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff}) {
                    for (int fourth : new int[] {0x22, 0x7f, 0x80, 0xbf, 0xc0, 0xff}) {
                        bytes[0] = (byte) lead;
                        bytes[1] = (byte) second;
                        bytes[2] = (byte) third;
                        bytes[3] = (byte) fourth;
                        int length = Utf8.length(bytes, 0, 4);
                        if (length != jdkLength(bytes)) {
                            assertThat(length)
                                    .as("%x %x %x %x", lead, second, third, fourth)
                                    .isEqualTo(jdkLength(bytes));
                        }
                    }
                }
            }
        }
    }

    @Test
    void charactersDoNotGoBeyondTheEnd() {
        byte[] bytes = "\u00e4\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.length(bytes, 0, 2)).isEqualTo(2);
        assertThat(Utf8.length(bytes, 0, 1)).isZero();
        assertThat(Utf8.length(bytes, 2, 5)).isEqualTo(3);
        assertThat(Utf8.length(bytes, 2, 4)).isZero();
        assertThat(Utf8.length(bytes, 5, 9)).isEqualTo(4);
        assertThat(Utf8.length(bytes, 5, 8)).isZero();
    }

    /** Length of the first character if it is valid, else 0. */
    private int jdkLength(byte[] bytes) {
        for (int length = 2; length <= 4; length++) {
            out.clear();
            decoder.reset();
            if (!decoder.decode(ByteBuffer.wrap(bytes, 0, length), out, true).isError()) {
                return length;
            }
        }
        return 0;
    }
}

package org.irilb.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextBufferTest {

    private final TextBuffer buffer = new TextBuffer();

    private String written() {
        return StandardCharsets.UTF_8.decode(buffer.bytes()).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, 10, 1_000_000, Long.MAX_VALUE, -Long.MAX_VALUE})
    void numbersAreWrittenAsJavaDoes(long number) {
        buffer.put(number);
        assertThat(written()).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "grün", "plain, then grün", "\u20ac", "\ud83d\ude00", "\u007f\u0080"})
    void textIsWrittenInUtf8(String text) {
        buffer.put('<');
        buffer.put(text);
        buffer.put('>');
        assertThat(buffer.bytes()).isEqualTo(StandardCharsets.UTF_8.encode("<" + text + ">"));
        assertThat(buffer.length()).isEqualTo(buffer.bytes().remaining());
    }

    @Test
    void itGrowsAndCanBeUsedAgain() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            buffer.put("ü");
            buffer.put(i);
            buffer.put(',');
            expected.append('ü').append(i).append(',');
        }
        assertThat(written()).isEqualTo(expected.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        buffer.drainTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
        buffer.put("again");
        assertThat(written()).isEqualTo("again");
        buffer.clear();
        assertThat(buffer.length()).isZero();
    }
}

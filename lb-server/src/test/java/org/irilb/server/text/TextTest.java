package org.irilb.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TextTest {

    @Test
    void whatIsThereHasALength() {
        Text text = Text.of("grün");
        assertThat(text.length()).isEqualTo(5);
        assertThat(Texts.read(text)).isEqualTo("grün");
        assertThat(Texts.read(text)).isEqualTo("grün");
    }

    @Test
    void partsAreMadeOnlyWhenTheOnesBeforeThemAreTaken() {
        AtomicInteger made = new AtomicInteger();
        String kilobyte = "x".repeat(1024);
        Text text = Text.lazily(Stream.generate(() -> out -> {
            made.incrementAndGet();
            out.put(kilobyte);
        }));
        assertThat(text.length()).isZero();
        Iterator<ByteBuffer> pieces = text.pieces();
        assertThat(made).hasValue(0);
        for (int piece = 1; piece <= 10; piece++) {
            assertThat(pieces.next().remaining()).isEqualTo(16 * 1024);
            assertThat(made).hasValue(16 * piece);
        }
    }

    @Test
    void allPartsComeInTheirOrder() {
        String expected = IntStream.range(0, 10_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertThat(Texts.read(Text.ofStrings(expected.lines().map(line -> line + "\n"))))
                .isEqualTo(expected);
        assertThat(Texts.read(Text.ofStrings(Stream.empty()))).isEmpty();
        assertThat(Texts.read(Text.ofStrings(Stream.of("", "a", "")))).isEqualTo("a");
    }
}

package org.irilb.core.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.irilb.core.http.RequestHead;
import org.junit.jupiter.api.Test;

final class HeadSearchTest {

    private final HeadSearch search = new HeadSearch();
    private final ByteBuf input = Unpooled.buffer();

    private boolean looksAfter(String piece) {
        input.writeCharSequence(piece, StandardCharsets.US_ASCII);
        return search.isWorthALook(input);
    }

    @Test
    void theFirstPieceIsLookedAtAndThenOnlyWhatEndsALine() {
        assertThat(looksAfter("HTTP/1.1 2")).isTrue();
        assertThat(looksAfter("00")).isFalse();
        assertThat(looksAfter(" OK\r")).isFalse();
        assertThat(looksAfter("\n")).isTrue();
        assertThat(looksAfter("A: b")).isFalse();
        assertThat(looksAfter("\r\n\r\nbody")).isTrue();
    }

    @Test
    void bytesThatWereUsedAreNotAmongThoseThatWereSearched() {
        assertThat(looksAfter("abc\n")).isTrue();
        search.restart();
        input.skipBytes(2);
        assertThat(search.isWorthALook(input)).isTrue();
        assertThat(looksAfter("d")).isFalse();
        assertThat(looksAfter("\n")).isTrue();
    }

    @Test
    void aHeadOfDripsIsLookedAtOncePerLine() {
        int looks = 0;
        for (int i = 0; i < 100; i++) {
            for (char drip : "X-Field: value\r\n".toCharArray()) {
                looks += looksAfter(String.valueOf(drip)) ? 1 : 0;
            }
        }
        assertThat(looks).isEqualTo(101);
    }

    @Test
    void whatIsTooLongIsLookedAtWithoutALineEnd() {
        assertThat(looksAfter("x")).isTrue();
        assertThat(looksAfter("x".repeat(RequestHead.MAX_BYTES - 2))).isFalse();
        assertThat(looksAfter("x")).isTrue();
    }
}

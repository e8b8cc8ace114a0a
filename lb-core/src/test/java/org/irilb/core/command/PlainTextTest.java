package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void endsAtEachByteThatIsNotPlainWhereverItStands() {
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            boolean plain = value >= ' ' && value != '"' && value != '\\';
            for (int at = 0; at < 20; at++) {
                byte[] text = new byte[20];
                Arrays.fill(text, (byte) '9');
                text[at] = (byte) value;
                assertThat(PlainText.end(text, 0, 20)).as("%d at %d", value, at).isEqualTo(plain ? 20 : at);
            }
        }
    }

    @Test
    void looksAtNothingOutsideOfItsPart() {
        byte[] text = "\"aaaaaaaaaaaa\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(PlainText.end(text, 1, 5)).isEqualTo(5);
        assertThat(PlainText.end(text, 1, text.length)).isEqualTo(13);
        assertThat(PlainText.end(text, 3, 3)).isEqualTo(3);
    }
}

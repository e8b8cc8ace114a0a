package org.irilb.core.proxy.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void isTheSumOfTheLastBytesOnly() throws Exception {
        ByteBuffer sum = ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest("body".getBytes(StandardCharsets.US_ASCII)));

        assertThat(Fingerprint.ofLast(text("head and body"), 4))
                .isEqualTo(new Fingerprint(sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong()))
                .isEqualTo(Fingerprint.ofLast(text("body"), 4))
                .isNotEqualTo(Fingerprint.ofLast(text("Body"), 4))
                .isNotEqualTo(Fingerprint.ofLast(text("d body"), 5));
    }

    @Test
    void isTheSameHoweverTheBytesAreHeld() {
        CompositeByteBuf pieces = Unpooled.compositeBuffer().addComponents(true, text("head bo"), text("dy"));
        ByteBuf direct = Unpooled.directBuffer().writeBytes(text("body"));
        direct.readerIndex(2);
        try {
            assertThat(Fingerprint.ofLast(pieces, 4)).isEqualTo(Fingerprint.ofLast(direct, 4));
            assertThat(direct.readerIndex()).isEqualTo(2);
        } finally {
            direct.release();
        }
    }
}

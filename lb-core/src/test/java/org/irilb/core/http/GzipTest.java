package org.irilb.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 65_536, 3_000_000})
    void whatIsUnpackedIsWhatWasPackedInPiecesOfAnySize(int size) throws IOException {
        Random random = new Random(size);
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) ('A' + random.nextInt(10)); // compressible, as trytes are
        }
        try (Gzip gzip = new Gzip()) {
            assertThat(unpacked(packed(gzip, body, random))).isEqualTo(body);
            assertThat(unpacked(packed(gzip, body, random))).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void aBodyThatWasBrokenOffLeavesNothingBehind(int size) throws IOException {
        byte[] body = new byte[size];
        try (Gzip gzip = new Gzip()) {
            ByteBuf lost = Unpooled.buffer();
            gzip.compress(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), 3, lost);
            gzip.reset();
            assertThat(unpacked(packed(gzip, body, new Random(1)))).isEqualTo(body);
        }
    }

    private static ByteBuf packed(Gzip gzip, byte[] body, Random random) {
        ByteBuf in = Unpooled.directBuffer(Math.max(1, body.length)).writeBytes(body);
        ByteBuf out = Unpooled.buffer();
        while (in.isReadable()) {
            gzip.compress(in, 1 + random.nextInt(in.readableBytes()), out);
        }
        gzip.finish(out);
        in.release();
        return out;
    }

    private static byte[] unpacked(ByteBuf packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteBufInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}

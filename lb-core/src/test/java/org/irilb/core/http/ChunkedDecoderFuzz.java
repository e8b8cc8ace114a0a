package org.irilb.core.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.params.provider.MethodSource;

final class ChunkedDecoderFuzz {

    static Stream<byte[]> seeds() {
        return Stream.concat(Samples.CHUNKS.stream().map(Heads::latin1), Corpus.of(Samples.class, "chunks.corpus"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void chunks(byte[] data) {
        Checks.chunks(data, 1 + data.length % 7);
    }
}

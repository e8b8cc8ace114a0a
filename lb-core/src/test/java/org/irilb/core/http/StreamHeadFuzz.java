package org.irilb.core.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.params.provider.MethodSource;

final class StreamHeadFuzz {

    static Stream<byte[]> seeds() {
        return Stream.concat(
                StreamHeadTest.samples().map(StreamHeadFuzz::seed), Corpus.of(StreamHeadFuzz.class, "streams.corpus"));
    }

    private static byte[] seed(List<String> fields) {
        return ("1" + String.join(String.valueOf(StreamHeadChecks.END), fields)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @MethodSource("seeds")
    @FuzzTest
    void streams(byte[] data) {
        StreamHeadChecks.check(data);
    }
}

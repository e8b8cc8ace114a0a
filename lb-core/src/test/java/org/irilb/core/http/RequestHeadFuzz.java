package org.irilb.core.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestHeadFuzz {

    static Stream<byte[]> seeds() {
        return Stream.concat(Samples.REQUESTS.stream().map(Heads::latin1), Corpus.of(Samples.class, "requests.corpus"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void requests(byte[] data) {
        Checks.request(data);
    }
}

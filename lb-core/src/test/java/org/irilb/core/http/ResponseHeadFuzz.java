package org.irilb.core.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.params.provider.MethodSource;

final class ResponseHeadFuzz {

    static Stream<byte[]> seeds() {
        return Stream.concat(Samples.ANSWERS.stream().map(Heads::latin1), Corpus.of(Samples.class, "answers.corpus"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void answers(byte[] data) {
        Checks.answer(data);
    }
}

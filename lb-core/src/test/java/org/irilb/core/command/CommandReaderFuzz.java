package org.irilb.core.command;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandReaderFuzz {

    static Stream<byte[]> seeds() {
        RandomJson json = new RandomJson(1);
        return Stream.concat(
                Stream.generate(json::next).limit(30), Corpus.of(CommandReaderFuzz.class, "commands.corpus"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void commands(byte[] body) {
        OracleCheck.check(body);
    }
}

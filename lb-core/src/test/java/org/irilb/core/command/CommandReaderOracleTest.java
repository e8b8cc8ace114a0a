package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.kit.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class CommandReaderOracleTest {

    private static final int COUNT = 50_000;
    private static final long SEED = 20_261_124L;

    @Test
    void readsBodiesOfEveryKindAsJacksonDoes() {
        RandomJson bodies = new RandomJson(SEED);
        int named = 0;
        int malformed = 0;
        for (int i = 0; i < COUNT; i++) {
            Optional<String> command = OracleCheck.check(bodies.next());
            named += command.filter(name -> !name.isEmpty()).isPresent() ? 1 : 0;
            malformed += command.isEmpty() ? 1 : 0;
        }
        assertThat(named).isGreaterThan(COUNT / 20);
        assertThat(malformed).isGreaterThan(COUNT / 4);
    }

    static Stream<byte[]> corpus() {
        return Corpus.of(CommandReaderOracleTest.class, "commands.corpus");
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void readsWhatAFuzzerHasFoundAsJacksonDoes(byte[] body) {
        OracleCheck.check(body);
    }
}

package org.irilb.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, they are read as Jackson reads them. */
class CommandReaderOracleTest {

    private static final long SEED = 20_261_124L;

    private final CommandReader reader = new CommandReader(CommandTable.IRI);

    @Test
    void readsBodiesOfEveryKindAsJacksonDoes() {
        RandomJson bodies = new RandomJson(SEED);
        int named = 0;
        int malformed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] body = bodies.next();
            Optional<String> expected = JacksonOracle.read(body);
            Optional<String> actual = read(body);
            if (!actual.equals(expected)) {
                assertThat(actual)
                        .as("body %d of seed %d: %s", i, SEED, new String(body, StandardCharsets.ISO_8859_1))
                        .isEqualTo(expected);
            }
            named += expected.filter(name -> !name.isEmpty()).isPresent() ? 1 : 0;
            malformed += expected.isEmpty() ? 1 : 0;
        }
        assertThat(named).isGreaterThan(3_000);
        assertThat(malformed).isGreaterThan(15_000);
    }

    private Optional<String> read(byte[] body) {
        Command command = reader.read(body, 0, body.length);
        if (command instanceof Command.Named named) {
            return Optional.of(named.name());
        }
        return command instanceof Command.None ? Optional.of("") : Optional.empty();
    }
}

package org.irilb.core.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whatever the bytes are, they are read as Jackson reads them. */
final class OracleCheck {

    /** Tests run beside each other, and a reader is one thread's. */
    private static final ThreadLocal<CommandReader> READER =
            ThreadLocal.withInitial(() -> new CommandReader(CommandTable.IRI));

    private OracleCheck() {}

    /** The command's name, "" if there is none; nothing if the body is malformed. */
    static Optional<String> check(byte[] body) {
        Optional<String> expected = JacksonOracle.read(body);
        Optional<String> actual = read(body);
        if (!actual.equals(expected)) {
            throw new AssertionError("read as " + actual + " (expected: " + expected + "):\n"
                    + new String(body, StandardCharsets.ISO_8859_1));
        }
        return actual;
    }

    private static Optional<String> read(byte[] body) {
        Command command = READER.get().read(body, 0, body.length);
        if (command instanceof Command.Named named) {
            return Optional.of(named.name());
        }
        return command instanceof Command.None ? Optional.of("") : Optional.empty();
    }
}

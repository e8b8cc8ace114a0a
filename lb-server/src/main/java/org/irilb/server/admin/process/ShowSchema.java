package org.irilb.server.admin.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** {@code show schema json}: what {@code show info json} and {@code show stat json} look like. Stateless. */
final class ShowSchema implements AdminCommand {

    private static final String FILE = "answers.schema.json";

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show schema json", "", "show the JSON schema of figures");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(line());
    }

    /** On one line, as HAProxy has it. */
    private static String line() {
        try (InputStream file = ShowSchema.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\R *", "") + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.irilb.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.irilb.server.cli.ConfigOption;

/**
 * The usual ways to say {@link Run}: nothing, {@code run}, or either with {@code --config FILE}. They are read without
 * picocli, which would be a tenth of the start; whatever else is said, right or wrong, is picocli's to read.
 */
final class UsualRun {

    private UsualRun() {}

    /** Returns where the configuration is read, if this is one of those ways. */
    static Optional<ConfigOption> of(List<String> args) {
        List<String> options = !args.isEmpty() && args.get(0).equals("run") ? args.subList(1, args.size()) : args;
        if (options.isEmpty()) {
            return Optional.of(ConfigOption.of(Optional.empty()));
        }
        boolean isFile = options.size() == 2 && ConfigOption.isName(options.get(0)) && isFile(options.get(1));
        return isFile ? Optional.of(ConfigOption.of(Optional.of(Path.of(options.get(1))))) : Optional.empty();
    }

    /** What begins otherwise may be an option or a file of arguments, or is missing. */
    private static boolean isFile(String text) {
        return !text.isEmpty() && text.charAt(0) != '-' && text.charAt(0) != '@';
    }
}

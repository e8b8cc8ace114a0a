package org.irilb.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.irilb.server.config.ConfigException;
import org.irilb.server.config.ConfigFile;
import picocli.CommandLine.Option;

/** Where a command reads its configuration. */
public final class ConfigOption {

    private static final Path USUAL = Path.of("config", "lb.yml");

    private static final String SHORT = "-c";
    private static final String LONG = "--config";

    @Option(
            names = {SHORT, LONG},
            paramLabel = "FILE",
            description = "The configuration. Without it config/lb.yml is read if there is one, else defaults apply.")
    private Optional<Path> file;

    /** As if this file had been named, or none. */
    public static ConfigOption of(Optional<Path> file) {
        ConfigOption option = new ConfigOption();
        option.file = file;
        return option;
    }

    /** Whether this is how the option is called. */
    public static boolean isName(String text) {
        return text.equals(SHORT) || text.equals(LONG);
    }

    /** @throws Failure that lists what is wrong */
    public ConfigFile read() {
        try {
            if (file.isEmpty() && !Files.exists(USUAL)) {
                return ConfigFile.defaults(USUAL);
            }
            return ConfigFile.read(file.orElse(USUAL), System.getenv());
        } catch (ConfigException e) {
            throw new Failure(e.getMessage(), e);
        }
    }
}

package org.irilb.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.irilb.server.cli.ConfigOption;
import org.irilb.server.cli.Version;
import org.irilb.server.config.AddressFile;
import org.irilb.server.config.Advice;
import org.irilb.server.config.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Judges a configuration without starting anything. */
@Command(
        name = "check-config",
        description = "Says what is wrong in the configuration, with line and key; or prints all of it, with defaults, "
                + "so that it can be read again.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckConfig implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        ConfigFile file = config.read();
        Advice.of(file.settings()).forEach(spec.commandLine().getErr()::println);
        file.settings().balancer().rules().whitelistFile().ifPresent(this::warnOf);
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().print(file.effective());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** What is wrong in a list keeps no balancer from starting. */
    private void warnOf(Path whitelist) {
        try {
            AddressFile.read(whitelist)
                    .problems()
                    .forEach(problem -> spec.commandLine().getErr().println(problem + "; the line is skipped"));
        } catch (IOException e) {
            spec.commandLine().getErr().println(whitelist + ": " + e.getMessage()); // it was there a moment ago
        }
    }
}

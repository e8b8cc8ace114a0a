package org.irilb.server;

import java.util.concurrent.Callable;
import org.irilb.server.cli.ConfigOption;
import org.irilb.server.cli.Version;
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
        spec.commandLine().getOut().print(config.read().effective());
        spec.commandLine().getOut().flush();
        return 0;
    }
}

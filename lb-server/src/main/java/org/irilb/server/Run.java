package org.irilb.server;

import java.util.concurrent.Callable;
import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the balancer until the process is asked to end. */
@Command(
        name = "run",
        description = "Runs the balancer until it gets SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class Run implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        return options.run();
    }
}

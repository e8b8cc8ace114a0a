package org.irilb.server;

import java.util.concurrent.Callable;
import org.irilb.server.cli.Version;
import org.irilb.server.node.NodeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line as a whole; without a subcommand it is {@link Run}. */
@Command(
        name = "lb-server",
        description = "A load balancer for IOTA nodes. Without a command it runs the balancer.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            Run.class,
            DemoCommand.class,
            CheckConfig.class,
            NodeCommand.class,
            NodeCheckCommand.class,
            ShowStat.class
        })
final class LbServer implements Callable<Integer> {

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        return options.run();
    }
}

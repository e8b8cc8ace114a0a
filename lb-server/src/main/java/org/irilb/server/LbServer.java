package org.irilb.server;

import java.util.List;
import java.util.concurrent.Callable;
import org.irilb.server.cli.Version;
import org.irilb.server.node.NodeCommand;
import org.irilb.server.nodecheck.NodeCheckRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line as a whole; without a subcommand it is {@link Run}. */
@Command(
        name = "lb-server",
        description = "A load balancer for IOTA nodes. Without a command it runs the balancer.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class LbServer implements Callable<Integer> {

    private record Subcommand(String name, Class<?> type) {}

    /** In the order of the help. */
    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new Subcommand("run", Run.class),
            new Subcommand("demo", DemoCommand.class),
            new Subcommand("check-config", CheckConfig.class),
            new Subcommand("node", NodeCommand.class),
            new Subcommand(NodeCheckRun.NAME, NodeCheckCommand.class),
            new Subcommand("show-stat", ShowStat.class));

    @Mixin
    private RunOptions options;

    /**
     * As much of the command line as {@code args} are about: for picocli to look at every command, with all that its
     * class mentions, took as long as opening the balancer does.
     */
    static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new LbServer());
        mentioned(args).forEach(command -> line.addSubcommand(command.name(), command.type()));
        return line;
    }

    private static List<Subcommand> mentioned(String... args) {
        if (args.length == 0) {
            return List.of();
        }
        return SUBCOMMANDS.stream()
                .filter(command -> command.name().equals(args[0]))
                .findFirst()
                .map(List::of)
                .orElse(SUBCOMMANDS);
    }

    @Override
    public Integer call() {
        return options.run();
    }
}

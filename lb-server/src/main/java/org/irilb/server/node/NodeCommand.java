package org.irilb.server.node;

import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code node} alone stands for: its subcommands. */
@Command(
        name = "node",
        description = "Manages nodes where they are registered: in Consul, or in the directory of definitions.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ListNodes.class,
            ChangeNode.Add.class,
            ChangeNode.Update.class,
            RemoveNode.class,
            ServeNode.Drain.class,
            ServeNode.Maint.class,
            ServeNode.Ready.class,
            ImportNodes.class
        })
public final class NodeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to do is missing (expected: one of "
                        + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}

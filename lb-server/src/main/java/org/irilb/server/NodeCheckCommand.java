package org.irilb.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.irilb.server.nodecheck.NodeCheckRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Checks one node. Its options are those of the old script and read as a shell reads them, which picocli doesn't. */
@Command(
        name = NodeCheckRun.NAME,
        description = "Checks whether a node is fit to serve, with the options and exit codes of node_check.sh.")
final class NodeCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return NodeCheckRun.run(arguments, spec.commandLine().getOut());
    }
}

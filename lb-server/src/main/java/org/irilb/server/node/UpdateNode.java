package org.irilb.server.node;

import java.util.Optional;
import org.irilb.consul.definition.NodeChange;
import org.irilb.server.cli.Version;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a node. */
@Command(
        name = "update",
        description = "Changes what is told, and nothing else, of a node.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class UpdateNode implements Runnable {

    @Parameters(paramLabel = "ID", description = "The node's name, as list shows it.")
    private String id;

    @Option(names = "--address", paramLabel = "HOST:PORT", description = "Where the node is from now on.")
    private Optional<Endpoint> endpoint = Optional.empty();

    @Mixin
    private NodeOptions options;

    @Mixin
    private CheckOptions check;

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    @Override
    public void run() {
        NodeChange change = options.change(Optional.empty(), endpoint, check.definition());
        registry.use(nodes -> nodes.update(id, change));
        report.done("updated", id);
    }
}

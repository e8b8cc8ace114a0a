package org.irilb.server.node;

import java.util.Optional;
import org.irilb.consul.definition.CheckDefinition;
import org.irilb.consul.definition.NodeChange;
import org.irilb.server.cli.Version;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a node is like: the part that adding and updating one have in common. */
final class ChangeNode {

    @Mixin
    private NodeOptions options;

    @Mixin
    private CheckOptions check;

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    /** Registers a new node. */
    @Command(
            name = "add",
            description = "Registers a new node.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    static final class Add implements Runnable {

        @Parameters(paramLabel = "HOST:PORT", description = "Where the node is.")
        private Endpoint endpoint;

        @Option(names = "--id", paramLabel = "ID", description = "Its name; without it HOST:PORT.")
        private Optional<String> id = Optional.empty();

        @Mixin
        private ChangeNode node;

        @Override
        public void run() {
            node.registry.use(nodes -> {
                Optional<CheckDefinition> wanted =
                        nodes.checksAll() ? node.check.definition() : Optional.of(node.check.orPort());
                nodes.add(node.options.change(id, Optional.of(endpoint), wanted));
            });
            node.report.done("added", id.orElse(endpoint.toString()));
        }
    }

    /** Changes a node. */
    @Command(
            name = "update",
            description = "Changes what is told, and nothing else, of a node.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    static final class Update implements Runnable {

        @Parameters(paramLabel = "ID", description = "The node's name, as list shows it.")
        private String id;

        @Option(names = "--address", paramLabel = "HOST:PORT", description = "Where the node is from now on.")
        private Optional<Endpoint> endpoint = Optional.empty();

        @Mixin
        private ChangeNode node;

        @Override
        public void run() {
            NodeChange change = node.options.change(Optional.empty(), endpoint, node.check.definition());
            node.registry.use(nodes -> nodes.update(id, change));
            node.report.done("updated", id);
        }
    }
}

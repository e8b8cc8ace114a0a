package org.irilb.server.node;

import java.util.Optional;
import org.irilb.consul.definition.CheckDefinition;
import org.irilb.server.cli.Version;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a new node. */
@Command(
        name = "add",
        description = "Registers a new node.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class AddNode implements Runnable {

    @Parameters(paramLabel = "HOST:PORT", description = "Where the node is.")
    private Endpoint endpoint;

    @Option(names = "--id", paramLabel = "ID", description = "Its name; without it HOST:PORT.")
    private Optional<String> id = Optional.empty();

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
        registry.use(nodes -> {
            Optional<CheckDefinition> wanted = nodes.checksAll() ? check.definition() : Optional.of(check.orPort());
            nodes.add(options.change(id, Optional.of(endpoint), wanted));
        });
        report.done("added", id.orElse(endpoint.toString()));
    }
}

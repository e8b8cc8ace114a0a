package org.irilb.server.node;

import java.util.List;
import org.irilb.core.config.NodeConfig;
import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows all nodes. */
@Command(
        name = "list",
        description = "Shows all nodes, whether each may serve, and if not, why.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ListNodes implements Runnable {

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    @Override
    public void run() {
        registry.use(nodes -> {
            List<NodeConfig> all = nodes.nodes();
            report.nodes(all);
        });
    }
}

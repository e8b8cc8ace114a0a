package org.irilb.server.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Registers definition files. */
@Command(
        name = "import",
        description = "Registers the service definitions of files, in place of those with the same IDs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ImportNodes implements Runnable {

    @Parameters(paramLabel = "FILE.json", arity = "1..*", description = "In Consul's own format.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    @Override
    public void run() {
        registry.use(nodes -> files.forEach(file -> nodes.load(file).forEach(id -> report.done("imported", id))));
    }
}

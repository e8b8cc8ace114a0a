package org.irilb.server.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.irilb.server.cli.Failure;
import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a registration back. */
@Command(
        name = "remove",
        description = "Takes a node's registration back. What runs there finishes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RemoveNode implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The node's name, as list shows it.")
    private String id;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean yes;

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    @Override
    public void run() {
        registry.use(nodes -> {
            if (!yes && !isWanted()) {
                throw new Failure(id + ": not removed (expected: y, or --yes)");
            }
            nodes.remove(id);
        });
        report.done("removed", id);
    }

    private boolean isWanted() {
        spec.commandLine().getErr().print("remove " + id + "? [y/N] ");
        spec.commandLine().getErr().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

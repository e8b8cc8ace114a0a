package org.irilb.server.node;

import org.irilb.core.config.ServiceState;
import org.irilb.server.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a node out of service, or back: the part that its three commands have in common. */
final class ServeNode {

    @Parameters(paramLabel = "ID", description = "The node's name, as list shows it.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Shown to other operators.")
    private String reason = "";

    @Mixin
    private RegistryOption registry;

    @Mixin
    private Report report;

    private void serve(ServiceState state, String done) {
        registry.use(nodes -> nodes.serve(id, state, reason));
        report.done(done, id);
    }

    /** Sends no more requests. */
    @Command(
            name = "drain",
            description = "Sends a node no more requests; what runs there finishes.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    static final class Drain implements Runnable {

        @Mixin
        private ServeNode node;

        @Override
        public void run() {
            node.serve(ServiceState.DRAIN, "draining");
        }
    }

    /** Takes a node out of service. */
    @Command(
            name = "maint",
            description = "Takes a node out of service for maintenance; what runs there finishes.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    static final class Maint implements Runnable {

        @Mixin
        private ServeNode node;

        @Override
        public void run() {
            node.serve(ServiceState.MAINT, "in maintenance");
        }
    }

    /** Takes a node back into service. */
    @Command(
            name = "ready",
            description = "Takes a node back into service, after drain or maint.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    static final class Ready implements Runnable {

        @Mixin
        private ServeNode node;

        @Override
        public void run() {
            node.serve(ServiceState.READY, "ready");
        }
    }
}

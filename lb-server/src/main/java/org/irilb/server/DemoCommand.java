package org.irilb.server;

import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.irilb.server.cli.Failure;
import org.irilb.server.cli.Version;
import org.irilb.server.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the balancer over simulated nodes. */
@Command(
        name = "demo",
        description = "Runs the balancer over three simulated nodes, and says what to try with curl. Needs no "
                + "configuration, and leaves nothing behind.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + Demo.PORT,
            description = "Where clients connect on 127.0.0.1; 0 for any free port. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--admin-port",
            paramLabel = "N",
            defaultValue = "" + Demo.ADMIN_PORT,
            description = "The admin socket on 127.0.0.1; 0 for any free port. Default: ${DEFAULT-VALUE}")
    private int adminPort;

    @Mixin
    private VerboseOption verbose;

    @Override
    public Integer call() {
        verbose.applyOrQuiet();
        StopSignal stop = StopSignal.install();
        Hangup.does(() -> stop.receive("HUP")); // its terminal was closed
        Demo demo = start();
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            demo.close();
        }
        return 0;
    }

    private Demo start() {
        try {
            return Demo.start(
                    port("--port", port),
                    port("--admin-port", adminPort),
                    spec.commandLine().getOut());
        } catch (UncheckedIOException e) {
            throw new Failure(e.getCause().getMessage(), e);
        }
    }

    private int port(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 0..65535)");
        }
        return value;
    }
}

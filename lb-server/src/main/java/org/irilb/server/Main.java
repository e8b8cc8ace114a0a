package org.irilb.server;

import java.io.PrintWriter;
import java.util.List;
import org.irilb.server.cli.ConfigOption;
import org.irilb.server.cli.Failure;
import org.irilb.server.config.Endpoint;
import org.irilb.server.nodecheck.NodeCheckRun;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The program's entry. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(isNodeCheck(args) ? checkNode(args) : run(args));
    }

    private static int run(String[] args) {
        Hangup.hold(); // first of all: log rotation doesn't ask whether the program is ready
        trimNetty();
        refuseRenegotiation();
        int code = UsualRun.of(List.of(args))
                .map(Main::runUsually)
                .orElseGet(() -> commandLine(args).execute(args));
        LogSetup.end();
        return code;
    }

    private static int runUsually(ConfigOption config) {
        try {
            return Lifetime.run(config);
        } catch (RuntimeException e) {
            return fail(e, new PrintWriter(System.err, true));
        }
    }

    /** Has Netty do without. */
    private static void trimNetty() {
        decide("io.netty.leakDetection.level", "disabled"); // two percent of a request; the tests watch all
        decide("io.netty.jfr.enabled", "false"); // a tenth of the start, for events that nobody records
    }

    /**
     * A client could have the JDK's TLS 1.2 sign again and again over one connection (CVE-2011-1473); BoringSSL and TLS 1.3
     * don't know that. Read before the first handshake of the process, with whomever.
     */
    private static void refuseRenegotiation() {
        decide("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    /** Unless somebody has decided otherwise. */
    private static void decide(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Consul runs it every few seconds for every node: it starts without the command line and the log. */
    private static boolean isNodeCheck(String[] args) {
        return args.length > 0 && args[0].equals(NodeCheckRun.NAME);
    }

    private static int checkNode(String[] args) {
        trimNetty();
        PrintWriter out = new PrintWriter(System.out, true);
        int code = NodeCheckRun.alone(List.of(args).subList(1, args.length), out);
        out.flush();
        return code;
    }

    /**
     * What {@code args} are to be executed by. Exit codes: 0 fine, 1 failed, 2 usage. What the user did wrong is one line,
     * or one for each problem.
     */
    static CommandLine commandLine(String... args) {
        return LbServer.commandLine(args)
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command.getErr()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Endpoint.class, Main::endpoint)
                .setUsageHelpWidth(100);
    }

    private static Endpoint endpoint(String text) {
        return Endpoint.parse(text)
                .filter(endpoint -> endpoint.port() > 0)
                .orElseThrow(() -> new TypeConversionException(text + " (expected: HOST:PORT)"));
    }

    private static int refuse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandName() + ": " + e.getMessage());
        err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int fail(Exception e, PrintWriter err) {
        if (e instanceof Failure) {
            err.println(e.getMessage());
        } else {
            e.printStackTrace(err); // a fault of ours
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}

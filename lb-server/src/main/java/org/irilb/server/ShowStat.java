package org.irilb.server;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.irilb.server.admin.client.StatView;
import org.irilb.server.cli.ConfigOption;
import org.irilb.server.cli.Failure;
import org.irilb.server.cli.Version;
import org.irilb.server.config.AdminSettings;
import org.irilb.server.config.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the servers of a running balancer. */
@Command(
        name = "show-stat",
        description = "Shows the servers of a running balancer: pool, name, status, weight and address; or, with "
                + "\"servers\", all that \"show servers state\" tells.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ShowStat implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "services|servers",
            description = "What to show.",
            defaultValue = "services",
            arity = "0..1")
    private StatView view;

    @Option(
            names = {"-s", "--socket"},
            paramLabel = "ADDRESS:PORT|PATH",
            description =
                    "The balancer's admin socket, over TCP or as a file, whose path has a slash in it. Without it "
                            + "the configuration is read to find one: admin.socket, or else admin.unix-socket.")
    private Optional<String> socket;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        SocketAddress address = socket.map(this::given).orElseGet(this::configured);
        PrintWriter out = spec.commandLine().getOut();
        try {
            view.read(address).forEach(out::println);
        } catch (UncheckedIOException e) {
            throw new Failure(e.getCause().getMessage(), e);
        } catch (IllegalStateException e) {
            throw new Failure(e.getMessage(), e);
        }
        return 0;
    }

    private SocketAddress given(String text) {
        if (text.indexOf('/') >= 0) {
            return UnixDomainSocketAddress.of(text);
        }
        return Endpoint.parse(text)
                .map(ShowStat::tcp)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--socket: " + text + " (expected: address:port, such as 127.0.0.1:9999, or a path, such as"
                                + " /run/iri-lb/admin)"));
    }

    private SocketAddress configured() {
        AdminSettings admin = config.read().settings().admin();
        return admin.socket()
                .map(ShowStat::tcp)
                .or(() -> admin.unixSocket().map(UnixDomainSocketAddress::of))
                .orElseThrow(() -> new Failure(
                        "admin.socket: null, as admin.unix-socket (expected: one of them to ask, or --socket)"));
    }

    private static SocketAddress tcp(Endpoint endpoint) {
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }
}

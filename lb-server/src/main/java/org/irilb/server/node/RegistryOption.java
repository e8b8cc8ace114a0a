package org.irilb.server.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.registry.ConsulRegistry;
import org.irilb.consul.registry.DirectoryRegistry;
import org.irilb.consul.registry.NodeRegistry;
import org.irilb.consul.registry.RegistryException;
import org.irilb.consul.text.Failures;
import org.irilb.server.cli.ConfigOption;
import org.irilb.server.cli.Failure;
import org.irilb.server.config.NodesSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command finds the nodes: as it is told, or where the configuration has the balancer look. */
final class RegistryOption {

    /** One of the two. */
    static final class Place {

        @Option(
                names = "--consul",
                paramLabel = "URL",
                arity = "0..1",
                fallbackValue = "",
                description = "An agent of Consul; without URL that of CONSUL_HTTP_ADDR, or http://127.0.0.1:8500.")
        private Optional<String> consul = Optional.empty();

        @Option(names = "--directory", paramLabel = "DIR", description = "A directory of service definitions.")
        private Optional<Path> directory = Optional.empty();
    }

    @ArgGroup
    private Place place = new Place();

    @Option(names = "--service", paramLabel = "NAME", description = "The service whose instances are the nodes.")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the ACL token for Consul; without it that of CONSUL_HTTP_TOKEN.")
    private Optional<Path> tokenFile = Optional.empty();

    @Mixin
    private ConfigOption config;

    /**
     * Has {@code work} done there.
     *
     * @throws Failure if it can't be
     */
    void use(Consumer<NodeRegistry> work) {
        try (NodeRegistry registry = open()) {
            work.accept(registry);
        } catch (RegistryException | IllegalArgumentException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    private NodeRegistry open() {
        if (place.directory.isPresent()) {
            return new DirectoryRegistry(place.directory.get(), service.orElse(NodesSettings.SERVICE));
        }
        if (place.consul.isPresent()) {
            return ConsulRegistry.open(access(), service.orElse(NodesSettings.SERVICE));
        }
        NodesSettings nodes = config.read().settings().nodes();
        if (nodes instanceof NodesSettings.Consul consul) {
            ConsulSettings settings = consul.settings();
            return ConsulRegistry.open(settings.access(), service.orElse(settings.service()));
        }
        return new DirectoryRegistry(((NodesSettings.Directory) nodes).path(), service.orElse(NodesSettings.SERVICE));
    }

    private ConsulAccess access() {
        String given = place.consul
                .filter(url -> !url.isEmpty())
                .orElseGet(() -> System.getenv().getOrDefault("CONSUL_HTTP_ADDR", "http://127.0.0.1:8500"));
        return new ConsulAccess(List.of(ConsulAddress.parse(given)), token(), ConsulTls.STANDARD);
    }

    private ConsulToken token() {
        if (tokenFile.isPresent()) {
            return token(tokenFile.get());
        }
        String token = System.getenv().getOrDefault("CONSUL_HTTP_TOKEN", "");
        return token.isEmpty() ? new ConsulToken.None() : new ConsulToken.Literal(token);
    }

    /** Read once: a command is over before it changes, and is told if it can't be read. */
    private static ConsulToken token(Path file) {
        try {
            return new ConsulToken.Literal(Files.readString(file).strip());
        } catch (IOException e) {
            throw new Failure(file + ": cannot be read: " + Failures.reason(e), e);
        }
    }
}

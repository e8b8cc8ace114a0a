package org.irilb.server.config;

import static org.irilb.server.config.Kind.NAME;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.ConsulAddress;
import org.irilb.consul.ConsulSettings;

/** The keys below {@code nodes}: exactly one of {@code directory} and {@code consul}. */
final class NodesReader {

    private static final Kind<ConsulAddress> URL =
            new Kind<>("http://HOST:PORT or https://HOST:PORT", NodesReader::consulAddress, ConsulAddress::toString);

    private final Source source;

    NodesReader(Source source) {
        this.source = source;
    }

    NodesSettings read(Section nodes) {
        nodes.mayHave("directory", "consul");
        if (!nodes.has("consul")) {
            return new NodesSettings.Directory(nodes.value("directory", source.path(), source.resolve("services")));
        }
        if (nodes.has("directory")) {
            nodes.problem("consul", "given beside directory (expected: exactly one of directory, consul)");
        }
        return new NodesSettings.Consul(nodes.section("consul", this::consul));
    }

    private ConsulSettings consul(Section consul) {
        ConsulAddress address = consul.value("address", URL, new ConsulAddress(false, "127.0.0.1", 8500));
        String service = consul.value("service", NAME, "iri");
        Optional<Path> tokenFile = consul.optional("token-file", source.path(), Optional.empty());
        List<String> datacenters = consul.list("datacenters", NAME, List.of());
        if (datacenters.size() > 1) {
            consul.problem("datacenters", datacenters.size() + " of them (expected: at most one)");
        }
        Optional<Path> caFile = consul.section("tls", tls -> tls.optional("ca-file", source.path(), Optional.empty()));
        return new ConsulSettings(
                address,
                service,
                tokenFile.flatMap(file -> token(consul, file)),
                datacenters.stream().findFirst(),
                caFile);
    }

    private static Optional<String> token(Section consul, Path file) {
        try {
            String token = TextFile.read(file).strip();
            if (token.matches("[\\x21-\\x7e]+")) {
                return Optional.of(token);
            }
            consul.problem("token-file", file + ": no token (expected: one word, as Consul gave it)");
        } catch (IOException e) {
            consul.problem("token-file", file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<ConsulAddress> consulAddress(String text) {
        try {
            return Optional.of(ConsulAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

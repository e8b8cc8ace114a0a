package org.irilb.server.config;

import static org.irilb.server.config.Kind.NAME;
import static org.irilb.server.config.Quantities.DURATION_OR_ZERO;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.ConsulSettings;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.api.ConsulTls;
import org.irilb.consul.api.ConsulToken;
import org.irilb.consul.roster.LossRule;

/**
 * The keys below {@code nodes.consul}. Where address and token aren't given, the variables hold that Consul's own
 * commands follow (its documentation, "Consul Commands (CLI), Environment Variables").
 */
final class ConsulReader {

    private static final String ADDRESS_VARIABLE = "CONSUL_HTTP_ADDR";
    private static final String TOKEN_VARIABLE = "CONSUL_HTTP_TOKEN";
    private static final ConsulAddress LOCAL = new ConsulAddress(false, "127.0.0.1", 8500);

    private static final Kind<ConsulAddress> URL =
            new Kind<>("http://HOST:PORT or https://HOST:PORT", ConsulReader::address, ConsulAddress::toString);

    private static final Kind<String> DATACENTER = new Kind<>(
            "a datacenter's name of letters, digits, - and _",
            text -> Optional.of(text).filter(ConsulSettings::isDatacenter),
            name -> name);

    private static final Kind<String> PREFIX = new Kind<>(
            "a path of keys such as iri-lb/rules, without a slash at its ends",
            text -> Optional.of(text).filter(path -> path.matches("[\\x21-\\x7e&&[^/]]+(?:/[\\x21-\\x7e&&[^/]]+)*")),
            prefix -> prefix);

    /** Isn't written out: what is printed as effective is shown to others. */
    private static final Kind<String> SECRET = new Kind<>(
            "one word, as Consul gave it", text -> Optional.of(text).filter(ConsulReader::isToken), secret -> "***");

    private final Source source;

    ConsulReader(Source source) {
        this.source = source;
    }

    NodesSettings.Consul read(Section consul) {
        List<ConsulAddress> agents = new ArrayList<>();
        agents.add(consul.value("address", URL, standardAddress(consul)));
        agents.addAll(consul.list("further-addresses", URL, List.of()));
        String service = consul.value("service", NAME, "iri");
        ConsulToken token = token(consul);
        List<String> datacenters = consul.list("datacenters", DATACENTER.unique(), List.of());
        ConsulTls tls = consul.section("tls", this::tls);
        Duration maxStale = consul.value("max-stale", DURATION_OR_ZERO, ConsulSettings.MAX_STALE);
        boolean cached = consul.value("cached", Kind.FLAG, false);
        LossRule losses = consul.section("loss", ConsulReader::losses);
        Optional<Path> snapshot =
                consul.optional("snapshot", source.path(), Optional.of(source.resolve("iri-lb.snapshot")));
        Optional<String> rulesPrefix = consul.optional("rules-prefix", PREFIX, Optional.empty());
        ConsulSettings settings = new ConsulSettings(
                new ConsulAccess(agents, token, tls), service, datacenters, maxStale, losses, snapshot);
        return new NodesSettings.Consul(
                cached ? settings.withCache() : settings,
                rulesPrefix,
                consul.optionalSection("register", RegisterReader::read));
    }

    private ConsulAddress standardAddress(Section consul) {
        String given = source.environment().getOrDefault(ADDRESS_VARIABLE, "");
        if (given.isEmpty() || consul.has("address")) {
            return LOCAL;
        }
        Optional<ConsulAddress> address = address(given);
        if (address.isEmpty()) {
            consul.problem(
                    "address", "from " + ADDRESS_VARIABLE + ": " + given + " (expected: " + URL.expected() + ")");
        }
        return address.orElse(LOCAL);
    }

    private ConsulToken token(Section consul) {
        Optional<String> literal = consul.optional("token", SECRET, Optional.empty());
        Optional<Path> file = consul.optional("token-file", source.path(), Optional.empty());
        if (literal.isPresent() && file.isPresent()) {
            consul.problem("token-file", "given beside token (expected: one of the two)");
        }
        if (file.isPresent()) {
            checkToken(consul, file.get());
            return new ConsulToken.InFile(file.get());
        }
        String given = source.environment().getOrDefault(TOKEN_VARIABLE, "");
        if (literal.isEmpty() && !given.isEmpty() && !isToken(given)) {
            consul.problem("token", "from " + TOKEN_VARIABLE + ": no token (expected: " + SECRET.expected() + ")");
        }
        return literal.or(() -> Optional.of(given).filter(ConsulReader::isToken))
                .<ConsulToken>map(ConsulToken.Literal::new)
                .orElse(new ConsulToken.None());
    }

    /** It is read again while the program runs, but a wrong name is better told at once. */
    private static void checkToken(Section consul, Path file) {
        try {
            if (!isToken(TextFile.read(file).strip())) {
                consul.problem("token-file", file + ": no token (expected: " + SECRET.expected() + ")");
            }
        } catch (IOException e) {
            consul.problem("token-file", file + ": " + e.getMessage());
        }
    }

    private static boolean isToken(String text) {
        return text.matches("[\\x21-\\x7e]+");
    }

    private ConsulTls tls(Section tls) {
        Optional<Path> ca = source.pem(tls, "ca-file");
        Optional<Path> certificate = source.pem(tls, "cert-file");
        Optional<Path> key = source.pem(tls, "key-file");
        if (certificate.isPresent() != key.isPresent()) {
            tls.problem(
                    certificate.isPresent() ? "cert-file" : "key-file",
                    "alone (expected: both of cert-file, key-file, or none)");
        }
        Optional<String> serverName = tls.optional("server-name", NAME, Optional.empty());
        return new ConsulTls(
                ca, certificate.flatMap(c -> key.map(k -> new ConsulTls.ClientCertificate(c, k))), serverName);
    }

    private static LossRule losses(Section loss) {
        return new LossRule(
                loss.value("percent", Kind.integer(1, 100), LossRule.STANDARD.percent()),
                loss.value("at-least", Kind.integer(1, Integer.MAX_VALUE), LossRule.STANDARD.atLeast()),
                loss.value("hold", DURATION_OR_ZERO, LossRule.STANDARD.hold()));
    }

    private static Optional<ConsulAddress> address(String text) {
        try {
            return Optional.of(ConsulAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

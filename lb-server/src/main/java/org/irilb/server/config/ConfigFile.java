package org.irilb.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.irilb.core.config.BalancerConfig;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A configuration that was found right.
 *
 * @param settings what it says
 * @param keys the same key by key, with every default and absolute paths
 */
public record ConfigFile(Settings settings, Map<String, Object> keys) {

    /** The same as YAML; reading it gives the same settings. */
    public String effective() {
        return Yaml.write(keys);
    }

    /** Far more than anybody writes, and read within a second. */
    private static final int LONGEST = 1 << 20;

    /**
     * Reads a file.
     *
     * @param environment what <code>${NAME}</code> in values stands for
     * @throws ConfigException with everything that is wrong with it
     */
    public static ConfigFile read(Path file, Map<String, String> environment) throws ConfigException {
        try {
            return parse(file, TextFile.read(file, LONGEST), environment);
        } catch (IOException e) {
            throw new ConfigException(List.of(new Problem(file, 0, "", e.getMessage())));
        }
    }

    /** What an empty file at this place would say, whether there is one or not. */
    public static ConfigFile defaults(Path file) throws ConfigException {
        return parse(file, "", Map.of());
    }

    private static ConfigFile parse(Path file, String text, Map<String, String> environment) throws ConfigException {
        Source source = new Source(file, environment);
        try {
            Supplier<ConfigFile> read = Section.root(source, tree(file, text), root -> {
                Supplier<Settings> settings = settings(root, source);
                return () -> new ConfigFile(settings.get(), root.effective());
            });
            source.end();
            return read.get();
        } catch (IllegalArgumentException e) {
            // a record knows better than the readers
            throw new ConfigException(List.of(new Problem(file, 0, "", e.getMessage())));
        }
    }

    private static Optional<Node> tree(Path file, String text) throws ConfigException {
        try {
            return Yaml.read(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            String why = e.getContext() == null || e.getContext().isEmpty()
                    ? e.getProblem()
                    : e.getContext() + ", " + e.getProblem();
            throw new ConfigException(List.of(new Problem(file, line, "", "not YAML: " + why)));
        } catch (YamlEngineException e) {
            throw new ConfigException(List.of(new Problem(file, 0, "", "not YAML: " + e.getMessage())));
        }
    }

    private static Supplier<Settings> settings(Section root, Source source) {
        AcmeReader acmeReader = new AcmeReader(source);
        // before the listeners, whose certificate it may be
        Optional<AcmeSettings> acme = root.optionalSection("acme", acmeReader::acme);
        CertbotSettings certbot = root.section("certbot", acmeReader::certbot);
        Supplier<BalancerConfig> balancer = new BalancerReader(source).read(root);
        NodesSettings nodes = root.section("nodes", new NodesReader(source)::read);
        HealthSettings health = root.section("health", HealthReader::read);
        AdminSettings admin = root.section("admin", new AdminReader(source)::read);
        LogSettings log = root.section(
                "log",
                section -> new LogSettings(
                        section.optional("access", Kind.choice(AccessFormat.class), Optional.empty()),
                        section.optional("file", source.path(), Optional.empty()),
                        section.value("body-limit", Quantities.size(0, 1 << 20), 1 << 10),
                        section.value("queue", Kind.integer(LogSettings.MIN_QUEUE, 1 << 20), 8192)));
        Duration drain = root.value("drain", Quantities.DURATION, Duration.ofSeconds(30));
        return () -> new Settings(balancer.get(), nodes, health, admin, acme, certbot, log, drain);
    }
}

package org.irilb.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.irilb.core.config.NodeConfig;
import org.irilb.health.check.Check;
import org.irilb.health.check.InfoCheck;
import org.irilb.health.check.NodeCheck;
import org.irilb.health.check.NodeCheckOptions;
import org.irilb.health.check.Target;
import org.irilb.health.check.TcpCheck;

/**
 * What nodes are asked.
 *
 * @param text {@code info}: whether they tell their state; {@code tcp}: whether they take connections; or the options of
 *     a node check
 */
public record CheckKind(String text) {

    static final CheckKind INFO = new CheckKind("info");

    static final Kind<CheckKind> KIND = new Kind<>(
            "info, tcp, or options of node-check without -a and -t, such as \"-i -n 3\"",
            text -> Optional.of(new CheckKind(text)).filter(CheckKind::isKnown),
            CheckKind::text);

    private boolean isKnown() {
        List<String> words = words();
        boolean own = words.stream().noneMatch(word -> word.matches("-[pkiu]*[atTh].*|--.*"));
        return text.equals("info")
                || text.equals("tcp")
                || text.startsWith("-") && own && options("http://a").isPresent();
    }

    private List<String> words() {
        return List.of(text.strip().split("\\s+"));
    }

    private Optional<NodeCheck> options(String url) {
        NodeCheckOptions.Parsed parsed = NodeCheckOptions.parse(
                Stream.concat(words().stream(), Stream.of("-a", url)).toList());
        return parsed instanceof NodeCheckOptions.Run run ? Optional.of(run.check()) : Optional.empty();
    }

    /** The check of one node. */
    public Check of(NodeConfig node, Duration timeout) {
        Target target = new Target(node.scheme(), node.host(), node.port(), "/", "");
        return switch (text) {
            case "info" -> new InfoCheck(target, timeout, node.tls());
            case "tcp" -> new TcpCheck(target, timeout, node.tls());
            default -> options("http://a").orElseThrow().at(target, timeout, node.tls());
        };
    }
}

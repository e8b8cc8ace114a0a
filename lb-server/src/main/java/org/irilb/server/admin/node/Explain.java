package org.irilb.server.admin.node;

import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code explain}, which HAProxy doesn't have: why a node gets requests, or why not. Immutable. */
final class Explain implements AdminCommand {

    private final Statistics statistics;
    private final String source;

    /** @param source where nodes come from, as the begin of a sentence */
    Explain(Statistics statistics, String source) {
        this.statistics = statistics;
        this.source = source;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "explain", "<node>", "say why a node gets requests, or why not");
    }

    @Override
    public Answer run(Call call) {
        String text = call.argument(0);
        if (text.isEmpty()) {
            return Answer.error("Require a node: a server's name or address, as show stat has them.");
        }
        return KnownNode.find(statistics.view().status(), text)
                .map(node -> Answer.listing(
                        new Explanation(node, source).sentences().collect(Collectors.joining("\n", "", "\n"))))
                .orElseGet(() -> KnownNode.unknown(text));
    }
}

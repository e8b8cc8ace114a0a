package org.irilb.server.admin.guard;

import java.util.stream.Collectors;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code show rules}, which HAProxy doesn't have: how many requests each rule has refused. Immutable. */
final class ShowRules implements AdminCommand {

    private final Statistics statistics;

    ShowRules(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show rules", "", "count the requests refused by each rule");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(statistics.view().status().refusals().stream()
                .map(refusal -> refusal.rule() + " " + refusal.count())
                .collect(Collectors.joining("\n", "# rule refused\n", "\n")));
    }
}

package org.irilb.server.admin.backend;

import java.util.stream.Collectors;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code show backend}: the names of the pools. Immutable. */
final class ShowBackend implements AdminCommand {

    private final Statistics statistics;

    ShowBackend(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show backend", "", "list the pools");
    }

    @Override
    public Answer run(Call call) {
        return Answer.listing(statistics.view().status().pools().stream()
                .map(PoolStatus::name)
                .collect(Collectors.joining("\n", "# name\n", "\n")));
    }
}

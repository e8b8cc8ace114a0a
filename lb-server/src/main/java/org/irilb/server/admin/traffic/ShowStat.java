package org.irilb.server.admin.traffic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.RowFilter;
import org.irilb.server.admin.stat.StatForm;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.admin.stat.View;
import org.irilb.server.config.Level;

/** {@code show stat}: what is counted for each listener, server and pool. Immutable. */
final class ShowStat implements AdminCommand {

    private static final Set<String> FLAGS = Set.of("typed", "json", "desc", "up", "no-maint");

    private final Statistics statistics;

    ShowStat(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(
                Level.USER,
                "show stat",
                "[desc|json|no-maint|typed|up]*",
                "show what is counted for each listener, server and pool");
    }

    @Override
    public Answer run(Call call) {
        List<String> arguments = call.arguments();
        if (call.argument(0).equals("domain")) {
            if (!call.argument(1).equals("proxy")) {
                return Answer.error("Invalid statistics domain.");
            }
            arguments = arguments.subList(2, arguments.size());
        }
        boolean details = call.dialogue().level().allows(Level.OPERATOR);
        if (arguments.isEmpty()) {
            return new Answer.Listing(statistics.csv(details));
        }
        View now = statistics.view();
        Optional<RowFilter> filter = filter(arguments, now.status());
        if (filter.isEmpty()) {
            return Answer.error("No such proxy.");
        }
        return new Answer.Listing(form(call).write(now, filter.get(), details, arguments.contains("desc")));
    }

    /** Nothing if a listener or pool is named that isn't there. */
    private static Optional<RowFilter> filter(List<String> arguments, BalancerStatus status) {
        boolean onlyUp = arguments.contains("up");
        boolean noMaint = arguments.contains("no-maint");
        if (arguments.size() < 3 || FLAGS.contains(arguments.get(0))) {
            return Optional.of(new RowFilter(-1, -1, -1, onlyUp, noMaint));
        }
        return RowFilter.of(status, arguments.get(0), arguments.get(1), arguments.get(2), onlyUp, noMaint);
    }

    private static StatForm form(Call call) {
        return switch (call.lastOf("typed", "json")) {
            case "typed" -> StatForm.TYPED;
            case "json" -> StatForm.JSON;
            default -> StatForm.CSV;
        };
    }
}

package org.irilb.server.admin.traffic;

import org.irilb.core.Operator;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code clear counters}: forgets the highest values; with {@code all}, which an admin may, everything that was counted. */
final class ClearCounters implements AdminCommand {

    private final Operator operator;
    private final Statistics statistics;

    ClearCounters(Operator operator, Statistics statistics) {
        this.operator = operator;
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.OPERATOR, "clear counters", "[all]", "clear the highest values, or all counters");
    }

    @Override
    public Answer run(Call call) {
        if (!call.argument(0).equals("all")) {
            operator.clearHighest();
            statistics.forgetHighest();
            return Answer.DONE;
        }
        if (!call.dialogue().level().allows(Level.ADMIN)) {
            return Answer.DENIED;
        }
        operator.clearCounters();
        statistics.restart();
        return Answer.DONE;
    }
}

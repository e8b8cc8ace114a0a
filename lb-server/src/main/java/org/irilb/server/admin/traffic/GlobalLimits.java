package org.irilb.server.admin.traffic;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.irilb.core.Operator;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.WholeNumber;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.config.Level;

/** The commands that limit what comes through all listeners together. Immutable. */
final class GlobalLimits {

    private static final String RATES = """
            'set rate-limit' only supports :
               - 'connections global' to set the per-process maximum connection rate
               - 'sessions global' to set the per-process maximum session rate
               - 'ssl-sessions global' to set the per-process maximum SSL session rate
               - 'http-compression global' to set the per-process maximum compression speed in kB/s""";

    private static final int KILO = 1024;

    private static final String EXPECTED = "Expects an integer value.";

    private final Supplier<BalancerStatus> status;
    private final Operator operator;

    GlobalLimits(Supplier<BalancerStatus> status, Operator operator) {
        this.status = status;
        this.operator = operator;
    }

    List<AdminCommand> all() {
        return List.of(
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.ADMIN, "set maxconn global", "<value>", "change the connections at a time"),
                        this::connections),
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.ADMIN, "set rate-limit", "<setting> <value>", "change how fast clients may come"),
                        this::rate));
    }

    /** 0 takes it back; more than is configured can't be had. */
    private Answer connections(AdminCommand.Call call) throws Wrong {
        int most = status.get().limits().configured();
        int limit = WholeNumber.parse(call.argument(0), 0, most, EXPECTED);
        operator.limitConnections(limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit));
        return Answer.DONE;
    }

    private Answer rate(AdminCommand.Call call) throws Wrong {
        boolean global = call.argument(1).equals("global");
        switch (global ? call.argument(0) : "") {
            case "connections" -> operator.limitConnectionRate(limit(call));
            case "sessions" -> operator.limitSessionRate(limit(call));
            case "ssl-sessions" -> operator.limitTlsRate(limit(call));
            case "http-compression" -> operator.limitCompression(KILO * limit(call, Integer.MAX_VALUE / KILO));
            default -> throw new Wrong(RATES);
        }
        return Answer.DONE;
    }

    private static int limit(AdminCommand.Call call) throws Wrong {
        return limit(call, Integer.MAX_VALUE);
    }

    private static int limit(AdminCommand.Call call, int most) throws Wrong {
        return WholeNumber.parse(call.argument(2), 0, most, EXPECTED);
    }
}

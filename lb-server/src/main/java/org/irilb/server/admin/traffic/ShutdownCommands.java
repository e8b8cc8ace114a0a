package org.irilb.server.admin.traffic;

import java.util.List;
import java.util.function.Supplier;
import org.irilb.core.Operator;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.backend.ServerReference;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.config.Level;

/** The commands that break off requests. Immutable. */
final class ShutdownCommands {

    private static final String HEX = "0x";

    private final Supplier<BalancerStatus> status;
    private final Operator operator;

    ShutdownCommands(Supplier<BalancerStatus> status, Operator operator) {
        this.status = status;
        this.operator = operator;
    }

    List<AdminCommand> all() {
        return List.of(
                AdminCommand.of(
                        AdminCommand.Spec.of(Level.ADMIN, "shutdown session", "[id]", "break off a request"),
                        this::session),
                AdminCommand.of(
                        AdminCommand.Spec.of(
                                Level.ADMIN,
                                "shutdown sessions server",
                                "<bk>/<srv>",
                                "break off all requests at a server"),
                        this::sessions));
    }

    private Answer session(AdminCommand.Call call) {
        String id = call.argument(0);
        if (!id.startsWith(HEX)) {
            return Answer.error("Session pointer expected (use 'show sess').");
        }
        try {
            return new Answer.Later(operator.kill(Long.parseLong(id.substring(HEX.length()), 16))
                    .thenApply(killed -> killed ? Answer.DONE : NONE));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static final Answer NONE = Answer.error("No such session (use 'show sess').");

    private Answer sessions(AdminCommand.Call call) {
        ServerReference.Found found = ServerReference.find(status.get(), call.argument(0));
        return found instanceof ServerReference.Found.It it
                ? new Answer.Later(operator.killAll(it.server().name()).thenApply(done -> Answer.DONE))
                : Answer.error(((ServerReference.Found.Wrong) found).why());
    }
}

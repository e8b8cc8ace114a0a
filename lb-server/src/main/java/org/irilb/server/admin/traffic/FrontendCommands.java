package org.irilb.server.admin.traffic;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.irilb.core.Operator;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.ListenerState;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Severity;
import org.irilb.server.admin.command.WholeNumber;
import org.irilb.server.admin.command.Wrong;
import org.irilb.server.admin.stat.Proxies;
import org.irilb.server.config.Level;

/** The commands that change listeners. Immutable. */
final class FrontendCommands {

    private final Supplier<BalancerStatus> status;
    private final Operator operator;

    FrontendCommands(Supplier<BalancerStatus> status, Operator operator) {
        this.status = status;
        this.operator = operator;
    }

    List<AdminCommand> all() {
        return List.of(
                command("disable frontend", "<frontend>", "close a listener's port for a while", this::disable),
                command("enable frontend", "<frontend>", "open a listener's port again", this::enable),
                command(
                        "set maxconn frontend",
                        "<frontend> <value>",
                        "change a listener's connections at a time",
                        this::limit));
    }

    private static AdminCommand command(String words, String arguments, String purpose, AdminCommand.Action action) {
        return AdminCommand.of(AdminCommand.Spec.of(Level.ADMIN, words, arguments, purpose), action);
    }

    /** The listener that is named first. */
    private ListenerStatus listener(AdminCommand.Call call) throws Wrong {
        String text = call.argument(0);
        if (text.isEmpty()) {
            throw new Wrong("A frontend name is expected.");
        }
        return Proxies.listener(status.get(), text).orElseThrow(() -> new Wrong("No such frontend."));
    }

    private Answer disable(AdminCommand.Call call) throws Wrong {
        return later(operator.pause(running(call, "disable")), "All sockets are already disabled.");
    }

    private Answer enable(AdminCommand.Call call) throws Wrong {
        return later(operator.resume(running(call, "enable")), "All sockets are already enabled.");
    }

    /** The name of a listener, unless the balancer ends. */
    private String running(AdminCommand.Call call, String wish) throws Wrong {
        ListenerStatus listener = listener(call);
        if (listener.state() == ListenerState.STOPPED) {
            throw new Wrong("Frontend was previously shut down, cannot " + wish + ".");
        }
        return listener.name();
    }

    /** Somebody else may have taken the port meanwhile. */
    private static Answer later(CompletableFuture<Boolean> change, String already) {
        return new Answer.Later(change.handle((changed, failure) -> failure != null
                ? Answer.error("Failed to resume frontend, check logs for precise cause: " + failure.getMessage())
                : changed ? Answer.DONE : new Answer.Message(Severity.NOTICE, already)));
    }

    private Answer limit(AdminCommand.Call call) throws Wrong {
        operator.limitListener(
                listener(call).name(),
                WholeNumber.parse(call.argument(1), 0, Integer.MAX_VALUE, "Integer value expected."));
        return Answer.DONE;
    }
}

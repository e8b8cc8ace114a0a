package org.irilb.server.admin.backend;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.ServerName;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.command.Severity;
import org.irilb.server.config.Level;

/**
 * The commands that change servers, and {@code get weight}. What they set stays until they set it back, whatever Consul
 * says meanwhile. Immutable.
 */
final class ServerCommands {

    /** Sets something of a server by hand. */
    interface Setter {
        CompletableFuture<Void> set(ServerName server, UnaryOperator<ByHand> change);
    }

    private final Supplier<BalancerStatus> status;
    private final Setter setter;

    ServerCommands(Supplier<BalancerStatus> status, Setter setter) {
        this.status = status;
        this.setter = setter;
    }

    List<AdminCommand> all() {
        return List.of(
                command("set server", "<bk>/<srv> [opts]", "change a server's state or weight", SetServer::of),
                command(
                        "enable server",
                        "<backend>/<server>",
                        "take a server back into service",
                        (server, call) -> ServerChange.to(ServiceState.READY)),
                command(
                        "disable server",
                        "<backend>/<server>",
                        "take a server out of service",
                        (server, call) -> ServerChange.to(ServiceState.MAINT)),
                command(
                        "set weight",
                        "<bk>/<srv> <weight>",
                        "change a server's weight (deprecated)",
                        (server, call) -> ServerChange.weight(server.status(), call.argument(1))),
                command(
                        "set maxconn server",
                        "<bk>/<srv> <max>",
                        "change a server's requests at a time",
                        (server, call) -> ServerChange.maxconn(call.argument(1))),
                looking("enable health", "enable health checks", server -> enabled(isChecked(server), "Health check")),
                looking("disable health", "disable health checks", server -> disabled(isChecked(server))),
                looking("enable agent", "enable agent checks", server -> enabled(hasAgent(server), "Agent")),
                looking("disable agent", "disable agent checks", server -> disabled(hasAgent(server))),
                new OfServer(
                        AdminCommand.Spec.of(Level.USER, "get weight", "<backend>/<server>", "tell a server's weight"),
                        status,
                        (server, call) -> Answer.listing(server.status().weight() + " (initial "
                                + server.status().sourceWeight() + ")\n")));
    }

    private AdminCommand command(
            String words,
            String arguments,
            String purpose,
            BiFunction<ServerReference, AdminCommand.Call, ServerChange> change) {
        AdminCommand.Spec spec = AdminCommand.Spec.of(Level.ADMIN, words, arguments, purpose);
        return new OfServer(spec, status, (server, call) -> apply(server, change.apply(server, call)));
    }

    private AdminCommand looking(String words, String purpose, Function<ServerReference, Answer> answer) {
        AdminCommand.Spec spec = AdminCommand.Spec.of(Level.ADMIN, words, "<backend>/<server>", purpose);
        return new OfServer(spec, status, (server, call) -> answer.apply(server));
    }

    private static boolean isChecked(ServerReference server) {
        return server.status().health().checks().isPresent();
    }

    private static boolean hasAgent(ServerReference server) {
        return server.status().health().agent().isPresent();
    }

    private Answer apply(ServerReference server, ServerChange change) {
        if (change instanceof ServerChange.Wanted wanted) {
            return new Answer.Later(setter.set(server.name(), wanted.change()).thenApply(done -> Answer.DONE));
        }
        if (change instanceof ServerChange.Remark remark) {
            return new Answer.Message(Severity.WARNING, remark.text());
        }
        return Answer.error(((ServerChange.Wrong) change).why());
    }

    /** Checks go on as configured; this says whether there are any. */
    private static Answer enabled(boolean there, String what) {
        return there ? Answer.DONE : Answer.error(what + " was not configured on this server, cannot enable.");
    }

    /** Checks are of the node, which all its pools share. */
    private static Answer disabled(boolean there) {
        return there
                ? Answer.error("Checks can't be disabled here; 'set server <srv> health' outweighs them.")
                : Answer.DONE;
    }

    /** A command whose first argument is a server. */
    private record OfServer(
            Spec spec, Supplier<BalancerStatus> status, BiFunction<ServerReference, Call, Answer> action)
            implements AdminCommand {

        @Override
        public Answer run(Call call) {
            ServerReference.Found found = ServerReference.find(status.get(), call.argument(0));
            return found instanceof ServerReference.Found.It it
                    ? action.apply(it.server(), call)
                    : Answer.error(((ServerReference.Found.Wrong) found).why());
        }
    }
}

package org.irilb.server.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.ServerName;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus;

/**
 * The commands that change servers, and {@code get weight}. What they set stays until they set it back, whatever Consul
 * says meanwhile. Immutable.
 */
final class ServerCommands {

    /** Sets something of a server by hand. */
    interface Setter {
        CompletableFuture<Void> set(ServerName server, UnaryOperator<ByHand> change);
    }

    private static final String USAGE = "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port |"
            + " agent-send | check-addr | check-port | fqdn | health | ssl | state | weight";

    private final Supplier<BalancerStatus> status;
    private final Setter setter;

    ServerCommands(Supplier<BalancerStatus> status, Setter setter) {
        this.status = status;
        this.setter = setter;
    }

    List<AdminCommand> all() {
        return List.of(
                command("set server", "<bk>/<srv> [opts]", "change a server's state or weight", this::setServer),
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
                new OfServer(
                        AdminCommand.Spec.of(Level.USER, "get weight", "<backend>/<server>", "tell a server's weight"),
                        status,
                        (server, call) -> Answer.info(server.status().weight() + " (initial "
                                + server.status().sourceWeight() + ")")));
    }

    private AdminCommand command(
            String words,
            String arguments,
            String purpose,
            BiFunction<ServerReference, AdminCommand.Call, ServerChange> change) {
        AdminCommand.Spec spec = AdminCommand.Spec.of(Level.ADMIN, words, arguments, purpose);
        return new OfServer(spec, status, (server, call) -> apply(server, change.apply(server, call)));
    }

    private Answer apply(ServerReference server, ServerChange change) {
        if (change instanceof ServerChange.Wanted wanted) {
            return new Answer.Later(setter.set(server.name(), wanted.change()).thenApply(done -> Answer.DONE));
        }
        return Answer.error(((ServerChange.Wrong) change).why());
    }

    private ServerChange setServer(ServerReference server, AdminCommand.Call call) {
        return switch (call.argument(1)) {
            case "state" -> ServerChange.state(call.argument(2));
            case "weight" -> ServerChange.weight(server.status(), call.argument(2));
            case "addr", "fqdn" -> new ServerChange.Wrong("the address is what the node's registration says.");
            case "agent", "agent-addr", "agent-port", "agent-send" ->
                new ServerChange.Wrong("agent checks are not enabled on this server.");
            case "health", "check-addr", "check-port" ->
                new ServerChange.Wrong("health checks are not enabled on this server.");
            case "ssl" -> new ServerChange.Wrong("the scheme is what the node's registration says.");
            default -> new ServerChange.Wrong(USAGE);
        };
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

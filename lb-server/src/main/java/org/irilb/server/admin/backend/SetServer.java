package org.irilb.server.admin.backend;

import io.netty.util.NetUtil;
import java.util.Map;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.server.admin.command.AdminCommand;

/** {@code set server}: what it may change, and what it says of the rest. Stateless. */
final class SetServer {

    private static final String USAGE = "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port |"
            + " agent-send | check-addr | check-port | fqdn | health | ssl | state | weight";

    private static final String NO_AGENT = "agent checks are not enabled on this server";
    private static final String NO_CHECK = "health checks are not enabled on this server";
    private static final String OWNER = "this is what the node's registration says; change it there.";

    private static final Map<String, ServiceState> HEALTH =
            Map.of("up", ServiceState.READY, "stopping", ServiceState.DRAIN, "down", ServiceState.DOWN);

    private SetServer() {}

    /** @param call whose first argument names the server */
    static ServerChange of(ServerReference server, AdminCommand.Call call) {
        String value = call.argument(2);
        return switch (call.argument(1)) {
            case "state" -> ServerChange.state(value);
            case "weight" -> ServerChange.weight(server.status(), value);
            case "health" -> health(value);
            case "addr" -> address(server.status(), call);
            case "fqdn" ->
                missing(value.isEmpty() ? "fqdn requires a FQDN" : "fqdn failed because no resolution is configured");
            case "ssl" -> wrong("'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
            case "check-addr" ->
                value.isEmpty()
                        ? missing("check-addr requires an address and optionally a port")
                        : check(server.status());
            case "check-port" ->
                value.isEmpty() ? missing("check-port requires a port") : port(value, check(server.status()));
            case "agent-addr" ->
                value.isEmpty()
                        ? missing("agent-addr requires an address and optionally a port")
                        : agent(server.status(), new ServerChange.Remark(NO_AGENT));
            case "agent-port" ->
                value.isEmpty()
                        ? missing("agent-port requires a port")
                        : port(value, agent(server.status(), new ServerChange.Remark(NO_AGENT)));
            case "agent", "agent-send" -> agent(server.status(), wrong(NO_AGENT + "."));
            default -> wrong(USAGE);
        };
    }

    private static ServerChange health(String value) {
        ServiceState state = HEALTH.get(value);
        return state == null
                ? wrong("'set server <srv> health' expects 'up', 'stopping', or 'down'.")
                : new ServerChange.Wanted(byHand -> byHand.withHealth(state));
    }

    /** The registration has the last word, so that only what it says already can be set. */
    private static ServerChange address(ServerStatus server, AdminCommand.Call call) {
        String value = call.argument(2);
        if (value.isEmpty()) {
            return missing("addr requires an address and optionally a port");
        }
        if (NetUtil.createByteArrayFromIpAddressString(value) == null) {
            return new ServerChange.Remark("Invalid addr '" + value + "' by 'stats socket command'");
        }
        ServerAddress present = ServerAddress.of(server.address());
        boolean same = present.ip().equals(value)
                && (call.argument(4).isEmpty() || call.argument(4).equals(Integer.toString(present.port())));
        return same ? new ServerChange.Remark("no need to change the addr by 'stats socket command'") : wrong(OWNER);
    }

    private static ServerChange check(ServerStatus server) {
        return server.health().checks().isPresent() ? wrong(OWNER) : new ServerChange.Remark(NO_CHECK);
    }

    /** @param otherwise what is said of a server without an agent, which depends on what was wanted */
    private static ServerChange agent(ServerStatus server, ServerChange otherwise) {
        return server.health().agent().isPresent() ? wrong(OWNER) : otherwise;
    }

    private static ServerChange port(String value, ServerChange otherwise) {
        if (!value.matches("-?\\d{1,9}")) {
            return wrong("provided port is not an integer");
        }
        int port = Integer.parseInt(value);
        return port < 1 || port > 65_535 ? wrong("provided port is invalid") : otherwise;
    }

    private static ServerChange missing(String what) {
        return wrong("set server <b>/<s> " + what + ".");
    }

    private static ServerChange wrong(String why) {
        return new ServerChange.Wrong(why);
    }
}

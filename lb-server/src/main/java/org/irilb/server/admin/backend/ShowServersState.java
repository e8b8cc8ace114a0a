package org.irilb.server.admin.backend;

import java.util.List;
import java.util.Optional;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code show servers state}: where the servers are and how they fare (version 1 of HAProxy's server state file). */
final class ShowServersState implements AdminCommand {

    private static final String HEADER = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state"
            + " srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health"
            + " srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl"
            + " srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    /** An agent is configured and enabled (2 and 4), and is one (16). */
    private static final String AGENT = "22";

    /** Numbers of HAProxy's check_status; those of its own that are missing here are never told. */
    private static final List<String> CODES = List.of(
            "UNK", "INI", "SSL", "CHECKED", "HANA", "SOCKERR", "L4OK", "L4TOUT", "L4CON", "L6OK", "L6TOUT", "L6RSP",
            "L7TOUT", "L7RSP", "-", "L7OK", "L7OKC", "L7STS");

    private final Statistics statistics;

    ShowServersState(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show servers state", "[<backend>]", "show where the servers are and how they fare");
    }

    @Override
    public Answer run(Call call) {
        return ServerLines.list(statistics.view().status(), call.argument(0), HEADER, ShowServersState::line);
    }

    private static String line(int id, PoolStatus pool, ServerStatus server) {
        ServerAddress address = ServerAddress.of(server.address());
        Optional<AgentStatus> agent = server.health().agent();
        return String.join(
                        " ",
                        Integer.toString(id),
                        pool.name(),
                        Integer.toString(server.id()),
                        server.name(),
                        address.ip(),
                        states(server),
                        Integer.toString(server.weight()),
                        Integer.toString(server.sourceWeight()),
                        Long.toString(server.lastChange().toSeconds()),
                        checks(server.health().checks()),
                        agent.isPresent() ? AGENT : "0",
                        "0 0", // no numbers were forced
                        address.name(),
                        Integer.toString(address.port()),
                        "- 0 0 - -",
                        Integer.toString(agent.map(AgentStatus::port).orElse(0)))
                + "\n";
    }

    /** Code, result (1 none yet, 2 failed, 3 passed), health, and how checks are done (2 configured, 4 enabled). */
    private static String checks(Optional<HealthStatus> health) {
        if (health.isEmpty()) {
            return "0 0 0 0";
        }
        String code = health.get().code();
        int result = code.equals("INI") || code.equals("SOCKERR") ? 1 : code.endsWith("OK") ? 3 : 2;
        return CODES.indexOf(code) + " " + result + " " + health.get().health() + " 6";
    }

    /**
     * Of the operation: 0 stopped, 2 running; of the administration: 0 none, 1 and 8 in maintenance and drained by hand,
     * 4 and 16 the same by the server's source.
     */
    private static String states(ServerStatus server) {
        boolean byHand = server.byHand().state().isPresent();
        return switch (server.state()) {
            case "MAINT" -> byHand ? "0 1" : "0 4";
            case "DOWN" -> "0 0";
            case "DRAIN" -> byHand ? "2 8" : "2 16";
            default -> "2 0";
        };
    }
}

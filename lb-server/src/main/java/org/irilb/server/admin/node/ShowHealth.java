package org.irilb.server.admin.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.Opinion.Holder;
import org.irilb.server.admin.command.AdminCommand;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.config.Level;

/** {@code show health}, which HAProxy doesn't have: all that is known of how nodes fare, a line each. Immutable. */
final class ShowHealth implements AdminCommand {

    /** A column: what it is called, and what it says of a node. */
    private record Column(String name, Function<KnownNode, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("node", KnownNode::name),
            new Column("addr", KnownNode::address),
            new Column("pools", ShowHealth::pools),
            new Column("source", node -> source(node, said -> said.state().name())),
            new Column("source_sec", node -> source(node, said -> said.age().toSeconds())),
            new Column("source_reason", node -> source(node, Opinion::reason)),
            new Column("check", node -> check(node, HealthStatus::word)),
            new Column(
                    "check_sec",
                    node -> check(node, status -> status.outages().sinceChange().toSeconds())),
            new Column("check_status", node -> check(node, HealthStatus::code)),
            new Column("check_code", node -> check(node, HealthStatus::httpCode)),
            new Column("check_ms", node -> check(node, ShowHealth::times)),
            new Column("check_text", node -> check(node, HealthStatus::text)),
            new Column("downs", node -> check(node, status -> status.outages().downs())),
            new Column("failed_in_a_row", node -> node.places().get(0).server().failedInARow()),
            new Column("not_ready", node -> node.health().evidence().notReady()),
            new Column("flaps", node -> node.health().evidence().flaps()),
            new Column("ejections", node -> node.health().evidence().ejections()),
            new Column("ejected", node -> node.health().evidence().isOut() ? 1 : 0),
            new Column("hold_sec", node -> node.health().evidence().holdLeft().toSeconds()),
            new Column("charge", node -> node.health().evidence().charge()),
            new Column("lag", node -> fact(node, facts -> shown(facts.lag()))),
            new Column("milestone", node -> fact(node, facts -> known(facts.solidMilestone()))),
            new Column("latest_milestone", node -> fact(node, facts -> known(facts.latestMilestone()))),
            new Column("told_sec", node -> fact(node, facts -> facts.age().toSeconds())),
            new Column("app", node -> fact(node, NodeFacts::appName)),
            new Column("version", node -> fact(node, NodeFacts::appVersion)),
            new Column("neighbors", node -> fact(node, facts -> known(facts.neighbors()))),
            new Column("features", node -> fact(node, facts -> String.join(" ", facts.features()))),
            new Column("agent_status", node -> agent(node, AgentStatus::code)),
            new Column("agent_ms", node -> agent(node, agent -> agent.took().toMillis())),
            new Column("agent_text", node -> agent(node, AgentStatus::text)));

    private final Statistics statistics;

    ShowHealth(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public Spec spec() {
        return Spec.of(Level.USER, "show health", "[<node>]", "show how nodes fare, and who says so");
    }

    @Override
    public Answer run(Call call) {
        BalancerStatus status = statistics.view().status();
        String wanted = call.argument(0);
        if (wanted.isEmpty()) {
            return lines(KnownNode.all(status));
        }
        return KnownNode.find(status, wanted)
                .map(node -> lines(List.of(node)))
                .orElseGet(() -> KnownNode.unknown(wanted));
    }

    private static Answer lines(List<KnownNode> nodes) {
        String header = COLUMNS.stream().map(Column::name).collect(Collectors.joining(",", "# ", "\n"));
        return Answer.listing(Stream.concat(Stream.of(header), nodes.stream().map(ShowHealth::line)));
    }

    private static String line(KnownNode node) {
        return COLUMNS.stream()
                .map(column -> plain(column.value().apply(node).toString()))
                .collect(Collectors.joining(",", "", "\n"));
    }

    /** Lines are cut at commas. */
    private static String plain(String text) {
        return text.replace(',', ';').replaceAll("\\p{Cntrl}", " ");
    }

    private static String pools(KnownNode node) {
        return node.places().stream()
                .map(place -> place.pool() + "=" + place.server().status())
                .collect(Collectors.joining(" "));
    }

    /** In milliseconds, the newest first. */
    private static String times(HealthStatus status) {
        return status.lastTook().stream()
                .map(Duration::toMillis)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Object source(KnownNode node, Function<Opinion, Object> figure) {
        return figure(node.health().opinion(Holder.SOURCE), figure);
    }

    private static Object check(KnownNode node, Function<HealthStatus, Object> figure) {
        return figure(node.health().checks(), figure);
    }

    private static Object fact(KnownNode node, Function<NodeFacts, Object> figure) {
        return figure(node.health().facts(), figure);
    }

    private static Object agent(KnownNode node, Function<AgentStatus, Object> figure) {
        return figure(node.health().agent(), figure);
    }

    private static <T> Object figure(Optional<T> of, Function<T, Object> figure) {
        return of.map(figure).orElse("");
    }

    private static Object shown(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : "";
    }

    private static Object known(long number) {
        return number < 0 ? "" : number;
    }
}

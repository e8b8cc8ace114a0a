package org.irilb.server.admin.node;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.core.config.ByHand;
import org.irilb.core.config.ServiceState;
import org.irilb.core.metrics.AgentStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.EvidenceStatus;
import org.irilb.core.metrics.HealthStatus;
import org.irilb.core.metrics.NodeFacts;
import org.irilb.core.metrics.NodeHealth;
import org.irilb.core.metrics.Opinion;
import org.irilb.core.metrics.Opinion.Holder;

/**
 * Why a node gets requests, or why not, in sentences: first what comes of it in each pool, then what each who has a say
 * in it says.
 *
 * @param source where nodes come from, as the begin of a sentence
 */
record Explanation(KnownNode node, String source) {

    Stream<String> sentences() {
        return Stream.of(
                        node.places().stream().map(Explanation::outcome),
                        node.places().stream().flatMap(place -> byHand(place).stream()),
                        node.health().equals(NodeHealth.UNKNOWN) ? Stream.<String>of() : opinions())
                .flatMap(lines -> lines)
                .map(line -> line.replaceAll("\\p{Cntrl}", " "));
    }

    private Stream<String> opinions() {
        return Stream.of(
                        Stream.of(listed(), checks(), evidence()),
                        node.health().facts().map(this::milestones).stream(),
                        node.health().agent().map(this::agent).stream())
                .flatMap(lines -> lines);
    }

    private static String outcome(KnownNode.Place place) {
        ServerStatus server = place.server();
        String since = " for " + TimeSpan.of(server.lastChange());
        if (!server.usable()) {
            String why = server.reason().isEmpty() && server.weight() == 0
                    ? "its weight is 0 (" + weightOf(server) + ")"
                    : server.reason();
            return place.pool() + ": no requests, " + server.status() + since + (why.isEmpty() ? "" : ": " + why) + ".";
        }
        String share = server.sharePercent() < 100
                ? ", " + (server.reason().isEmpty() ? "in its slow start" : server.reason()) + ", with "
                        + server.sharePercent() + " % of its turns"
                : "";
        String full = server.current() >= server.limit() ? ", and has as many as it takes" : "";
        return place.pool() + ": it gets requests, " + server.status() + since + share + full + ": weight "
                + server.weight() + ", " + server.current() + " of " + server.limit() + " at a time.";
    }

    private static String weightOf(ServerStatus server) {
        if (server.byHand().weight().isPresent()) {
            return "set by hand";
        }
        return server.sourceWeight() == 0 ? "haproxy.weight, or Consul's Weights" : "its agent says so";
    }

    private static Optional<String> byHand(KnownNode.Place place) {
        ByHand set = place.server().byHand();
        String what = Stream.of(
                        set.state().map(state -> word(state)),
                        set.weight().isPresent()
                                ? Optional.of("weight " + set.weight().getAsInt())
                                : Optional.<String>empty(),
                        set.maxInFlight().isPresent()
                                ? Optional.of(set.maxInFlight().getAsInt() + " at a time")
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of("By hand, in " + place.pool() + ": " + what + "; set server takes it back.");
    }

    private static String word(ServiceState state) {
        return switch (state) {
            case READY -> "in service";
            case DRAIN -> "drain";
            case MAINT -> "maintenance";
            case DOWN -> "down";
        };
    }

    private String listed() {
        return node.health()
                .opinion(Holder.SOURCE)
                .map(said -> source + ": " + word(said.state()) + held(said) + ".")
                .orElse(source + ": doesn't list it any more.");
    }

    private static String held(Opinion said) {
        return " for " + TimeSpan.of(said.age()) + (said.reason().isEmpty() ? "" : ": " + said.reason());
    }

    private String checks() {
        return node.health().checks().map(Explanation::checked).orElse("Own checks: none.");
    }

    private static String checked(HealthStatus status) {
        String code = status.code() + (status.httpCode() > 0 ? " " + status.httpCode() : "");
        String last = status.lastTook().isEmpty()
                ? "not asked yet"
                : "the last one " + code + " in " + status.took().toMillis() + " ms, " + status.text();
        return "Own checks: " + status.word() + " for "
                + TimeSpan.of(status.outages().sinceChange()) + ", " + last + ".";
    }

    private String evidence() {
        EvidenceStatus evidence = node.health().evidence();
        if (evidence.isGuilty()) {
            String when = evidence.holdLeft().isZero()
                    ? "until a check passes"
                    : "for at least " + TimeSpan.of(evidence.holdLeft().plus(Duration.ofMillis(999))) + " more";
            return "Evidence: " + evidence.charge() + "; "
                    + (evidence.isOut() ? "out " + when : "its pools can't do without it, so it stays") + ".";
        }
        return "Evidence: nothing that counts; requests that failed in a row: "
                + node.places().get(0).server().failedInARow() + ", not ready: " + evidence.notReady()
                + ", falls lately: " + evidence.flaps() + ", ejections so far: " + evidence.ejections() + ".";
    }

    private String milestones(NodeFacts facts) {
        String said = facts.solidMilestone() < 0
                ? "it tells no milestone"
                : "milestone " + facts.solidMilestone() + " of " + facts.latestMilestone() + ", "
                        + (facts.lag().isPresent() ? facts.lag().getAsLong() + " behind the newest" : "not compared");
        return "Cluster: "
                + node.health()
                        .opinion(Holder.CLUSTER)
                        .map(out -> "down" + held(out) + "; now " + said)
                        .orElse(said)
                + ", told " + TimeSpan.of(facts.age()) + " ago.";
    }

    private String agent(AgentStatus agent) {
        String state = node.health()
                .opinion(Holder.AGENT)
                .map(said -> word(said.state()) + " for " + TimeSpan.of(said.age()))
                .orElse("nothing against it");
        return "Agent: " + state + ", the last answer " + agent.code()
                + (agent.text().isEmpty() ? "" : ", " + agent.text()) + ".";
    }
}

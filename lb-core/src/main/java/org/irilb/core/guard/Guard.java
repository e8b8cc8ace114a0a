package org.irilb.core.guard;

import java.util.Collection;
import java.util.Optional;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandReader;
import org.irilb.core.command.PowWork;
import org.irilb.core.config.RulesConfig;
import org.irilb.core.config.WorkLimits;
import org.jspecify.annotations.Nullable;

/** The rules of one configuration. Immutable; any thread. */
public final class Guard {

    private static final String API_VERSION = "X-IOTA-API-Version";

    private static final Refusal SOURCE_DENIED =
            new Refusal(Rule.DENY_SOURCES, 403, "This source is not allowed", 0, Manner.ANSWER_AND_CLOSE);

    private final RulesConfig rules;
    private final AddressSet whitelist;
    private final AddressSet trustedProxies;
    private final AddressSet deniedSources;
    private final CommandGates gates;
    private final DeniedBodies deniedBodies;
    private final AbuseRules abuse;
    private final Refusal headerMissing;
    private final Refusal commandMissing;
    private final Refusal bodyDenied;

    /**
     * @param routed commands that are named by routes, and so aren't unknown
     * @throws IllegalArgumentException if a pattern isn't one
     */
    public Guard(RulesConfig rules, Collection<String> routed) {
        this.rules = rules;
        whitelist = new AddressSet(rules.lists().whitelist());
        trustedProxies = new AddressSet(rules.trustedProxies());
        deniedSources = new AddressSet(rules.lists().denySources());
        gates = new CommandGates(rules, routed);
        deniedBodies = new DeniedBodies(rules.commands().denyBodies());
        abuse = new AbuseRules(rules.abuse());
        headerMissing = new Refusal(
                Rule.REQUIRE_HEADER, 400, headerMissing(rules.requireHeader().orElse("")));
        commandMissing =
                new Refusal(Rule.REQUIRE_COMMAND, 400, "COMMAND parameter has not been specified in the request.");
        bodyDenied = new Refusal(Rule.DENY_BODIES, 403, "This request is not allowed");
    }

    /** Whether {@link #checkBody} needs to know the command. */
    public boolean looksAtCommands() {
        return rules.requireCommand()
                || !rules.lists().denyCommands().isEmpty()
                || rules.commands().refuseUnknown()
                || !rules.commands().limits().isEmpty()
                || !rules.commands().work().equals(WorkLimits.NONE)
                || !deniedBodies.isEmpty()
                || rules.abuse().looksAtCommands();
    }

    /** The field that {@link #checkHead} wants to be told of, if any. */
    public Optional<String> requiredHeader() {
        return rules.requireHeader();
    }

    /** How much a source may ask for that isn't whitelisted. */
    public AbuseRules abuse() {
        return abuse;
    }

    /** Whether what comes from {@code source} is to be counted. What a trusted proxy sends is its clients'. */
    public boolean counts(NumericAddress source) {
        return !abuse.isOff() && !whitelist.contains(source) && !trustedProxies.contains(source);
    }

    /** Whether {@code source} may do nothing at all. */
    public boolean denies(NumericAddress source) {
        return deniedSources.contains(source) && !whitelist.contains(source);
    }

    /** What a request from a denied source is told. */
    public static Refusal sourceDenied() {
        return SOURCE_DENIED;
    }

    /** Peers whose X-Forwarded-For is believed. */
    public AddressSet trustedProxies() {
        return trustedProxies;
    }

    /**
     * Judges what can be told before the body is there. A node does so first, too.
     *
     * @param options whether the method is OPTIONS: a browser's preflight carries neither header nor command
     * @param hasRequiredHeader whether the required field is there, with any value; of no matter if none is required
     * @return null if nothing is wrong
     */
    public @Nullable Refusal checkHead(boolean options, boolean hasRequiredHeader) {
        return options || hasRequiredHeader || rules.requireHeader().isEmpty() ? null : headerMissing;
    }

    /**
     * Judges the body. What it asks for is refused under any method, for nodes execute it under any method.
     *
     * @param command what {@code body} has read last
     * @param source the client's address
     * @return null if nothing is wrong
     */
    public @Nullable Refusal checkBody(boolean options, Command command, CommandReader body, NumericAddress source) {
        if (command instanceof Command.Malformed malformed) {
            return new Refusal(Rule.READABLE_BODY, 400, malformed.why());
        }
        Refusal refusal = command instanceof Command.Named named
                ? checkCommand(named, body, source)
                : rules.requireCommand() && !options ? commandMissing : null;
        if (refusal == null && !deniedBodies.isEmpty() && deniedBodies.contains(body.compact())) {
            return bodyDenied;
        }
        return refusal;
    }

    private @Nullable Refusal checkCommand(Command.Named command, CommandReader body, NumericAddress source) {
        CommandGate gate = gates.of(command);
        if (gate == null) {
            return rules.commands().refuseUnknown() && !whitelist.contains(source) ? unknown(command) : null;
        }
        if (gate.denied() && !whitelist.contains(source)) {
            return unavailable(Rule.DENY_COMMANDS, command);
        }
        if (!gate.isFor(source)) {
            return unavailable(Rule.COMMAND_SOURCES, command);
        }
        if (body.length() > gate.maxBody()) {
            return tooLong(command, gate.maxBody());
        }
        if (body.longestList() > gate.maxList()) {
            return tooMany(Rule.COMMAND_LIST, "longest list", body.longestList(), gate.maxList());
        }
        return command.doesWork() ? checkWork(command.work()) : null;
    }

    private @Nullable Refusal checkWork(PowWork work) {
        WorkLimits limits = rules.commands().work();
        if (work.transactions() > limits.maxTransactions()) {
            return tooMany(Rule.WORK_TRANSACTIONS, "trytes", work.transactions(), limits.maxTransactions());
        }
        return work.magnitude() > limits.maxMagnitude()
                ? tooMany(Rule.WORK_MAGNITUDE, "minWeightMagnitude", work.magnitude(), limits.maxMagnitude())
                : null;
    }

    private static Refusal unknown(Command.Named command) {
        return new Refusal(Rule.UNKNOWN_COMMANDS, 400, "Command [" + command.name() + "] is unknown");
    }

    private static Refusal unavailable(Rule rule, Command.Named command) {
        return new Refusal(rule, 401, "COMMAND " + command.name() + " is not available on this node");
    }

    private static Refusal tooLong(Command.Named command, int limit) {
        return new Refusal(
                Rule.COMMAND_BODY,
                413,
                "Request too long (expected: at most " + limit + " bytes for " + command.name() + ")");
    }

    private static Refusal tooMany(Rule rule, String what, int found, int limit) {
        return new Refusal(
                rule, 400, "Could not complete request: " + what + ": " + found + " (expected: at most " + limit + ")");
    }

    private static String headerMissing(String header) {
        return header.equalsIgnoreCase(API_VERSION) ? "Invalid API Version" : "Header " + header + " is missing";
    }
}

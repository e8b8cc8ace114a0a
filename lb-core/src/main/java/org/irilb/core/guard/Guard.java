package org.irilb.core.guard;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.irilb.core.command.Command;
import org.irilb.core.config.RulesConfig;
import org.jspecify.annotations.Nullable;

/** The rules of one configuration. Immutable; any thread. */
public final class Guard {

    private static final String API_VERSION = "X-IOTA-API-Version";

    private final Optional<String> requiredHeader;
    private final boolean requireCommand;
    private final Set<String> denied = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<InetAddress> whitelist;
    private final AbuseRules abuse;
    private final Refusal headerMissing;
    private final Refusal commandMissing;

    public Guard(RulesConfig rules) {
        requiredHeader = rules.requireHeader();
        requireCommand = rules.requireCommand();
        denied.addAll(rules.denyCommands());
        whitelist = Set.copyOf(rules.whitelist());
        abuse = new AbuseRules(rules.abuse());
        headerMissing = new Refusal(Rule.REQUIRE_HEADER, 400, headerMissing(requiredHeader.orElse("")));
        commandMissing =
                new Refusal(Rule.REQUIRE_COMMAND, 400, "COMMAND parameter has not been specified in the request.");
    }

    /** Whether {@link #checkBody} needs to know the command. */
    public boolean looksAtCommands() {
        return requireCommand || !denied.isEmpty();
    }

    /** The field that {@link #checkHead} wants to be told of, if any. */
    public Optional<String> requiredHeader() {
        return requiredHeader;
    }

    /** How much a source may ask for that isn't whitelisted. */
    public AbuseRules abuse() {
        return abuse;
    }

    /** Whether what comes from {@code source} is to be counted. */
    public boolean counts(InetAddress source) {
        return !abuse.isOff() && !whitelist.contains(source);
    }

    /**
     * Judges what can be told before the body is there. A node does so first, too.
     *
     * @param options whether the method is OPTIONS: a browser's preflight carries neither header nor command
     * @param hasRequiredHeader whether the required field is there, with any value; of no matter if none is required
     * @return null if nothing is wrong
     */
    public @Nullable Refusal checkHead(boolean options, boolean hasRequiredHeader) {
        return options || hasRequiredHeader || requiredHeader.isEmpty() ? null : headerMissing;
    }

    /**
     * Judges the body. What it asks for is refused under any method, for nodes execute it under any method.
     *
     * @param source the client's address
     * @return null if nothing is wrong
     */
    public @Nullable Refusal checkBody(boolean options, Command command, InetAddress source) {
        if (command instanceof Command.Named named) {
            return denied.contains(named.name()) && !whitelist.contains(source) ? unavailable(named.name()) : null;
        }
        if (command instanceof Command.Malformed malformed) {
            return new Refusal(Rule.READABLE_BODY, 400, malformed.why());
        }
        return requireCommand && !options ? commandMissing : null;
    }

    private static Refusal unavailable(String command) {
        return new Refusal(Rule.DENY_COMMANDS, 401, "COMMAND " + command + " is not available on this node");
    }

    private static String headerMissing(String header) {
        return header.equalsIgnoreCase(API_VERSION) ? "Invalid API Version" : "Header " + header + " is missing";
    }
}

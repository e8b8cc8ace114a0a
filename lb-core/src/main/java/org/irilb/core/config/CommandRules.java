package org.irilb.core.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of commands, and what of them is refused.
 *
 * @param known names unique ignoring case; may be empty
 * @param refuseUnknown whether commands that are neither known nor named by a rule or a route are refused, unless the
 *     source is whitelisted
 * @param limits by command; for a command with several, all hold
 * @param work of one request
 * @param denyBodies regular expressions of RE2; a body is refused if one is found in it, written without blanks and
 *     without escapes that need not be
 */
public record CommandRules(
        List<CommandProfile> known,
        boolean refuseUnknown,
        List<CommandRule> limits,
        WorkLimits work,
        List<String> denyBodies) {

    /** IRI's commands are known, and nothing is refused. */
    public static final CommandRules OFF =
            new CommandRules(CommandProfiles.IRI, false, List.of(), WorkLimits.NONE, List.of());

    public CommandRules {
        known = List.copyOf(known);
        Set<String> names = new HashSet<>();
        for (CommandProfile profile : known) {
            if (!names.add(Checks.name("command", profile.name()).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("commands: '" + profile.name() + "' twice (expected: unique names)");
            }
        }
        limits = List.copyOf(limits);
        denyBodies = List.copyOf(denyBodies);
    }

    public CommandRules with(WorkLimits work) {
        return new CommandRules(known, refuseUnknown, limits, work, denyBodies);
    }
}

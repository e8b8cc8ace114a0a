package org.irilb.core.guard;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.irilb.core.command.Command;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.config.CommandRule;
import org.irilb.core.config.RulesConfig;
import org.jspecify.annotations.Nullable;

/** The gate of each command that is known or named in the configuration. Immutable; any thread. */
final class CommandGates {

    private final Map<String, CommandGate> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<CommandProfile, CommandGate> byProfile = new IdentityHashMap<>();

    /** @param routed commands that are named by routes */
    CommandGates(RulesConfig rules, Collection<String> routed) {
        Set<String> denied = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        denied.addAll(rules.lists().denyCommands());
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(denied);
        names.addAll(routed);
        rules.commands().limits().forEach(rule -> names.addAll(rule.commands()));
        rules.commands().known().forEach(profile -> names.add(profile.name()));
        for (String name : names) {
            byName.put(name, CommandGate.of(denied.contains(name), naming(name, rules)));
        }
        rules.commands().known().forEach(profile -> byProfile.put(profile, byName.get(profile.name())));
    }

    private static List<CommandRule> naming(String name, RulesConfig rules) {
        return rules.commands().limits().stream()
                .filter(rule -> rule.commands().stream().anyMatch(name::equalsIgnoreCase))
                .toList();
    }

    /** Null if the command is named nowhere. */
    @Nullable
    CommandGate of(Command.Named command) {
        CommandGate gate = byProfile.get(command.profile());
        return gate == null ? byName.get(command.name()) : gate;
    }
}

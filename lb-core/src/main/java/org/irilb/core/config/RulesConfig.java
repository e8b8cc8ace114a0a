package org.irilb.core.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is refused before a node is chosen.
 *
 * @param requireHeader a field that every request except OPTIONS must carry, with any value
 * @param requireCommand whether every request except OPTIONS must carry a command
 * @param denyCommands commands that are refused, compared ignoring case, unless the source is whitelisted
 * @param whitelist sources that may send denied commands, and as much as they like
 * @param abuse how much other sources may send
 */
public record RulesConfig(
        Optional<String> requireHeader,
        boolean requireCommand,
        List<String> denyCommands,
        List<InetAddress> whitelist,
        AbuseConfig abuse) {

    /** Without limits of how much a source may ask for. */
    public RulesConfig(
            Optional<String> requireHeader,
            boolean requireCommand,
            List<String> denyCommands,
            List<InetAddress> whitelist) {
        this(requireHeader, requireCommand, denyCommands, whitelist, AbuseConfig.OFF);
    }

    public RulesConfig {
        requireHeader.ifPresent(header -> Checks.name("require-header", header));
        denyCommands = List.copyOf(denyCommands);
        denyCommands.forEach(command -> Checks.name("deny-commands", command));
        whitelist = List.copyOf(whitelist);
    }
}

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
 * @param whitelist sources that may send denied commands
 */
public record RulesConfig(
        Optional<String> requireHeader,
        boolean requireCommand,
        List<String> denyCommands,
        List<InetAddress> whitelist) {

    public RulesConfig {
        requireHeader.ifPresent(header -> Checks.name("require-header", header));
        denyCommands = List.copyOf(denyCommands);
        denyCommands.forEach(command -> Checks.name("deny-commands", command));
        whitelist = List.copyOf(whitelist);
    }
}

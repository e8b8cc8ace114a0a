package org.irilb.core.config;

import java.util.List;

/**
 * Who may send some commands, and how much in a body.
 *
 * @param commands the commands it is about, compared ignoring case; at least one
 * @param allow the sources that may send them; none for everybody
 * @param deny sources that may not, also if they are allowed
 * @param maxBody bytes of a body, 1 or more; {@link Integer#MAX_VALUE} for no limit but that of all bodies
 * @param maxList entries of each list in a body, 0 or more; {@link Integer#MAX_VALUE} for no limit
 */
public record CommandRule(
        List<String> commands, List<AddressBlock> allow, List<AddressBlock> deny, int maxBody, int maxList) {

    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public CommandRule {
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("commands: none (expected: at least one)");
        }
        commands.forEach(command -> Checks.name("command", command));
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        Checks.within("max-body", maxBody, 1, NO_LIMIT);
        Checks.within("max-list", maxList, 0, NO_LIMIT);
    }
}

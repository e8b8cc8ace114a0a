package org.irilb.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The lists of {@link RulesConfig}, which also grow while the balancer runs.
 *
 * @param whitelist sources that may send denied and unknown commands, and may ask as often as they like
 * @param denySources sources that may do nothing, unless they are whitelisted
 * @param denyCommands commands that are refused, compared ignoring case, unless the source is whitelisted
 */
public record RuleLists(List<AddressBlock> whitelist, List<AddressBlock> denySources, List<String> denyCommands) {

    public static final RuleLists NONE = new RuleLists(List.of(), List.of(), List.of());

    public RuleLists {
        whitelist = List.copyOf(whitelist);
        denySources = List.copyOf(denySources);
        denyCommands = List.copyOf(denyCommands);
        denyCommands.forEach(command -> Checks.name("deny-commands", command));
    }

    /** These sources, and whatever the lists say. */
    public static RuleLists whitelisting(List<AddressBlock> sources) {
        return new RuleLists(sources, List.of(), List.of());
    }

    /** All entries of both, each once. */
    public RuleLists and(RuleLists more) {
        return new RuleLists(
                both(whitelist, more.whitelist),
                both(denySources, more.denySources),
                both(denyCommands, more.denyCommands));
    }

    private static <T> List<T> both(List<T> said, List<T> more) {
        Set<T> all = new LinkedHashSet<>(said);
        all.addAll(more);
        return List.copyOf(all);
    }
}

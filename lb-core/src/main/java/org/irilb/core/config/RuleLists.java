package org.irilb.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entries of the lists of {@link RulesConfig} that come from elsewhere than the configuration, and are added to those.
 *
 * @param whitelist sources that may do more than others
 * @param denySources sources that may do nothing
 * @param denyCommands commands that are refused
 */
public record RuleLists(List<AddressBlock> whitelist, List<AddressBlock> denySources, List<String> denyCommands) {

    public static final RuleLists NONE = new RuleLists(List.of(), List.of(), List.of());

    public RuleLists {
        whitelist = List.copyOf(whitelist);
        denySources = List.copyOf(denySources);
        denyCommands = List.copyOf(denyCommands);
    }

    public RuleLists withWhitelist(List<AddressBlock> other) {
        return new RuleLists(other, denySources, denyCommands);
    }

    public RuleLists withDenySources(List<AddressBlock> other) {
        return new RuleLists(whitelist, other, denyCommands);
    }

    public RuleLists withDenyCommands(List<String> other) {
        return new RuleLists(whitelist, denySources, other);
    }

    public RulesConfig addTo(RulesConfig rules) {
        return rules.with(new WhitelistConfig(
                        both(rules.whitelist().addresses(), whitelist),
                        rules.whitelist().file()))
                .withDenySources(both(rules.denySources(), denySources))
                .withDenyCommands(both(rules.denyCommands(), denyCommands));
    }

    private static <T> List<T> both(List<T> said, List<T> more) {
        Set<T> all = new LinkedHashSet<>(said);
        all.addAll(more);
        return List.copyOf(all);
    }
}

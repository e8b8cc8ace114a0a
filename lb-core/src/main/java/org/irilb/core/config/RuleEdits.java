package org.irilb.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operator has changed in the lists of {@link RulesConfig} while the balancer runs.
 *
 * @param whitelist sources that may do more than others
 * @param denySources sources that may do nothing
 * @param denyCommands commands that are refused
 */
public record RuleEdits(
        ListEdit<AddressBlock> whitelist, ListEdit<AddressBlock> denySources, ListEdit<String> denyCommands) {

    public static final RuleEdits NONE = new RuleEdits(ListEdit.none(), ListEdit.none(), ListEdit.none());

    public RuleEdits withWhitelist(ListEdit<AddressBlock> edit) {
        return new RuleEdits(edit, denySources, denyCommands);
    }

    public RuleEdits withDenySources(ListEdit<AddressBlock> edit) {
        return new RuleEdits(whitelist, edit, denyCommands);
    }

    public RuleEdits withDenyCommands(ListEdit<String> edit) {
        return new RuleEdits(whitelist, denySources, edit);
    }

    /** @param whitelisted sources besides those of {@code rules} */
    public RulesConfig applyTo(RulesConfig rules, List<AddressBlock> whitelisted) {
        List<AddressBlock> sources = new ArrayList<>(rules.whitelist().addresses());
        sources.addAll(whitelisted);
        return rules.with(new WhitelistConfig(
                        whitelist.applyTo(sources), rules.whitelist().file()))
                .withDenySources(denySources.applyTo(rules.denySources()))
                .withDenyCommands(denyCommands.applyTo(rules.denyCommands()));
    }
}

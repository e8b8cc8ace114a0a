package org.irilb.core.config;

/**
 * What an operator has changed in {@link RuleLists} while the balancer runs.
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

    public RuleLists applyTo(RuleLists lists) {
        return new RuleLists(
                whitelist.applyTo(lists.whitelist()),
                denySources.applyTo(lists.denySources()),
                denyCommands.applyTo(lists.denyCommands()));
    }
}

package org.irilb.core.guard;

import java.util.ArrayList;
import java.util.List;
import org.irilb.core.config.AddressBlock;
import org.irilb.core.config.CommandRule;

/**
 * What all rules together ask of one command.
 *
 * @param denied whether it is for whitelisted sources only
 * @param allowLists each must hold the source
 * @param deny sources that may not send it
 * @param maxBody bytes of a body
 * @param maxList entries of each list in it
 */
record CommandGate(boolean denied, List<AddressSet> allowLists, AddressSet deny, int maxBody, int maxList) {

    /** @param rules those that name the command */
    static CommandGate of(boolean denied, List<CommandRule> rules) {
        List<AddressSet> allowLists = new ArrayList<>();
        List<AddressBlock> deny = new ArrayList<>();
        int maxBody = CommandRule.NO_LIMIT;
        int maxList = CommandRule.NO_LIMIT;
        for (CommandRule rule : rules) {
            if (!rule.allow().isEmpty()) {
                allowLists.add(new AddressSet(rule.allow()));
            }
            deny.addAll(rule.deny());
            maxBody = Math.min(maxBody, rule.maxBody());
            maxList = Math.min(maxList, rule.maxList());
        }
        return new CommandGate(denied, List.copyOf(allowLists), new AddressSet(deny), maxBody, maxList);
    }

    boolean isFor(NumericAddress source) {
        for (int i = 0; i < allowLists.size(); i++) {
            if (!allowLists.get(i).contains(source)) {
                return false;
            }
        }
        return !deny.contains(source);
    }
}

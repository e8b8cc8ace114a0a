package org.irilb.core.snapshot;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.irilb.core.command.Command;
import org.irilb.core.command.CommandTable;
import org.irilb.core.config.CommandProfile;
import org.irilb.core.metrics.CommandStats;

/** Where requests are counted by their commands: those of one table, all others together, and none. Immutable. */
public final class CommandLedger {

    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    /** By the table's own objects, so that to find one looks at no name. */
    private final Map<CommandProfile, CommandStats> known = new IdentityHashMap<>();

    private final CommandStats unknown;
    private final CommandStats none;
    private final List<CommandStats> all;

    /** @param identities what is counted under a name; the same for the same name in whatever case */
    CommandLedger(CommandTable table, Function<String, CommandStats> identities) {
        table.profiles().forEach(profile -> known.put(profile, identities.apply(profile.name())));
        unknown = identities.apply(UNKNOWN);
        none = identities.apply(NONE);
        Set<CommandStats> once = new LinkedHashSet<>();
        table.profiles().forEach(profile -> once.add(known.get(profile)));
        once.add(unknown);
        once.add(none);
        all = List.copyOf(once);
    }

    /** @param command as a reader with the same table has read it */
    public CommandStats of(Command command) {
        return command instanceof Command.Named named ? known.getOrDefault(named.profile(), unknown) : none;
    }

    /** In the order of the table, and then all others and none. */
    public List<CommandStats> all() {
        return all;
    }
}

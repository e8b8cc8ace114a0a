package org.irilb.core.guard;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.irilb.core.command.Command;
import org.irilb.core.config.AbuseConfig.CommandRate;
import org.irilb.core.guard.SourceSet.Field;
import org.jspecify.annotations.Nullable;

/** How often a source may send single commands. Immutable; any thread. */
final class CommandRates {

    /** Where each rate is counted, in their order. */
    private static final List<Field> FIELDS =
            List.of(Field.FIRST_COMMANDS, Field.SECOND_COMMANDS, Field.THIRD_COMMANDS, Field.FOURTH_COMMANDS);

    private final TreeMap<String, RateLimit> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param rates the first that names a command counts it */
    CommandRates(List<CommandRate> rates) {
        for (int i = 0; i < rates.size(); i++) {
            CommandRate rate = rates.get(i);
            RateLimit limit = RateLimit.of(Rule.COMMAND_RATE, FIELDS.get(i), Optional.of(rate.rate()));
            rate.commands().forEach(command -> byName.putIfAbsent(command, limit));
        }
    }

    /** Counts a request unless that were one too many; returns the limit that it would exceed, or null. */
    @Nullable
    RateLimit refusing(Command command, Source source, long nowMillis) {
        if (byName.isEmpty() || !(command instanceof Command.Named named)) {
            return null;
        }
        RateLimit limit = byName.get(named.name());
        return limit != null && limit.refusesOneMore(source, nowMillis) ? limit : null;
    }
}

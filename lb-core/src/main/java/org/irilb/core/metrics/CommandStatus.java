package org.irilb.core.metrics;

import java.util.List;

/**
 * A command, and how requests with it have fared since the start.
 *
 * @param name as its profile has it; {@code unknown} for all that nothing is known of, {@code none} for requests without
 *     a command, or with none that can be read
 * @param requests all that came
 * @param failures those that were not answered, or with 5xx, for which their clients aren't to blame
 * @param refusals those that were refused, by the rules that have refused any
 * @param times how long the others took, from their first byte to the end of their answer, unless their client left
 */
public record CommandStatus(String name, long requests, long failures, List<RefusalCount> refusals, Histogram times) {

    /** How many were refused by any rule. */
    public long refused() {
        return refusals.stream().mapToLong(RefusalCount::count).sum();
    }
}

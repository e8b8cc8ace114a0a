package org.irilb.health.active;

import java.util.List;
import org.irilb.health.check.Check;

/**
 * A node that is to be checked.
 *
 * @param id its ID
 * @param checks one or more, each at its own pace; it is up if all of them say so
 */
public record CheckedNode(String id, List<PacedCheck> checks) {

    public CheckedNode {
        checks = List.copyOf(checks);
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("checks of node " + id + ": none (expected: one or more)");
        }
    }

    /** One with a single check. */
    public CheckedNode(String id, Check check, CheckPace pace) {
        this(id, List.of(new PacedCheck(check, pace)));
    }
}

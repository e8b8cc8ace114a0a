package org.irilb.core.proxy.exchange;

import org.irilb.core.command.Command;
import org.irilb.core.guard.AbuseRules;
import org.irilb.core.guard.Source;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request counts for while it runs, and who pays for the work that it begins: its source, if that is counted. One
 * loop's.
 */
final class Payer {

    private @Nullable Source source;
    private @Nullable Command unpaid;

    /** The request was let through, and counts as a running one of {@code source} until it is over. */
    void is(Source source) {
        this.source = source;
    }

    /** The request is let through for nothing, because work that {@code command} asks for is under way. */
    void owes(Command command) {
        unpaid = command;
    }

    /** The request begins work of its own, which is paid for now unless it has been. */
    void settle(AbuseRules rules, long nowNanos) {
        if (source != null && unpaid != null) {
            rules.charge(source, unpaid, nowNanos);
        }
        unpaid = null;
    }

    /** The request is over. */
    void leave() {
        if (source != null) {
            source.answered();
        }
    }
}

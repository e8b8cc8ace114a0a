package org.irilb.core.proxy;

import org.irilb.core.guard.Rule;
import org.irilb.core.metrics.AccessRecord.Ending;
import org.irilb.core.metrics.CommandStats;
import org.jspecify.annotations.Nullable;

/** Counts one request for its command, once that is known. One loop's. */
final class CommandCount {

    private final int loop;
    private @Nullable CommandStats stats;

    CommandCount(int loop) {
        this.loop = loop;
    }

    /** It is for a command that {@code stats} count. */
    void asks(CommandStats stats) {
        this.stats = stats;
        stats.requested(loop);
    }

    void refused(Rule rule) {
        if (stats != null) {
            stats.refused(loop, rule.ordinal());
        }
    }

    /** @param status of its answer; -1 if there was none */
    void over(Ending ending, int status, long tookNanos) {
        CommandStats at = stats;
        if (at == null) {
            return;
        }
        switch (ending) {
            case NORMAL, LOCAL -> {
                if (status < 500) {
                    at.answered(loop, tookNanos);
                } else {
                    at.failed(loop);
                }
            }
            case NODE_FAILED, NODE_SLOW -> at.failed(loop);
            case CLIENT_LEFT, CLIENT_SLOW, REFUSED, KILLED -> {
                // says nothing of how the command fares; refusals are counted by their rule
            }
        }
    }
}

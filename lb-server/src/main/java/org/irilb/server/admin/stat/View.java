package org.irilb.server.admin.stat;

import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Counters;

/** Everything that can be told of a balancer, as of one moment; its counters go on counting. Any thread. */
public final class View {

    private final BalancerStatus status;
    private final Looks looks;
    private final long nanos;

    View(BalancerStatus status, Looks looks, long nanos) {
        this.status = status;
        this.looks = looks;
        this.nanos = nanos;
    }

    public BalancerStatus status() {
        return status;
    }

    /** What looking again and again has told, except of single subjects. */
    Looks looks() {
        return looks;
    }

    Recent recent(Counters counters) {
        return looks.recent(counters);
    }

    long idleSeconds(Counters counters) {
        return recent(counters).idleSeconds(counters, nanos);
    }
}

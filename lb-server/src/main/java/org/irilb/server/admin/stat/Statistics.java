package org.irilb.server.admin.stat;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.irilb.core.metrics.BalancerStatus;

/** Looks at a balancer. Any thread. */
public final class Statistics {

    private final Supplier<BalancerStatus> status;
    private final LongSupplier nanoClock;
    private volatile Looks looks;

    /** @param status asked at once, and each time that somebody wants to know */
    public Statistics(Supplier<BalancerStatus> status) {
        this(status, System::nanoTime);
    }

    Statistics(Supplier<BalancerStatus> status, LongSupplier nanoClock) {
        this.status = status;
        this.nanoClock = nanoClock;
        this.looks = Looks.first(status.get(), nanoClock.getAsLong());
    }

    /** Looks how things have changed; to be called about once a second. */
    public synchronized void tick() {
        looks = looks.next(status.get(), nanoClock.getAsLong());
    }

    /** Forgets how fast things have changed at most. */
    public synchronized void forgetHighest() {
        looks = looks.withoutHighest();
    }

    /** Forgets everything, because the balancer counts from 0 again. */
    public synchronized void restart() {
        looks = Looks.first(status.get(), nanoClock.getAsLong());
    }

    /** Everything that can be told now. */
    public View view() {
        return new View(status.get(), looks, nanoClock.getAsLong());
    }
}

package org.irilb.server.admin.stat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.irilb.core.LoadBalancer;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Meters;
import org.irilb.server.text.SharedText;
import org.irilb.server.text.Text;

/** Looks at a balancer. Any thread. */
public final class Statistics {

    /** Rows that take longer to write than to share. */
    private static final int MANY = 100;

    /** How long what was written of many rows is told to all who ask. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Supplier<BalancerStatus> status;
    private final Supplier<Meters> meters;
    private final LongSupplier nanoClock;
    private final LongUnaryOperator cpuNanos;
    private final SharedText details;
    private final SharedText noDetails;
    private volatile Looks looks;

    public Statistics(LoadBalancer balancer) {
        this(
                balancer::status,
                balancer::meters,
                System::nanoTime,
                ManagementFactory.getThreadMXBean()::getThreadCpuTime);
    }

    /**
     * @param status asked each time that somebody wants to know
     * @param meters asked at once, and at each {@link #tick}
     * @param cpuNanos how long a thread has computed; negative if that isn't known
     */
    Statistics(
            Supplier<BalancerStatus> status,
            Supplier<Meters> meters,
            LongSupplier nanoClock,
            LongUnaryOperator cpuNanos) {
        this.status = status;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.details = new SharedText(out -> all(true).writeTo(out), FRESH, nanoClock);
        this.noDetails = new SharedText(out -> all(false).writeTo(out), FRESH, nanoClock);
        this.cpuNanos = cpuNanos;
        this.looks = first();
    }

    private Looks first() {
        Meters now = meters.get();
        return Looks.first(now, busyNanos(now), nanoClock.getAsLong());
    }

    private long busyNanos(Meters now) {
        return now.loops().stream()
                .mapToLong(BalancerStatus.LoopThread::threadId)
                .filter(thread -> thread > 0)
                .map(thread -> Math.max(0, cpuNanos.applyAsLong(thread)))
                .sum();
    }

    /** Looks how things have changed; to be called about once a second. */
    public synchronized void tick() {
        Meters now = meters.get();
        looks = looks.next(now, busyNanos(now), nanoClock.getAsLong());
    }

    /** Forgets how fast things have changed at most. */
    public synchronized void forgetHighest() {
        looks = looks.withoutHighest();
    }

    /** Forgets everything, because the balancer counts from 0 again. */
    public synchronized void restart() {
        looks = first();
    }

    /** Everything that can be told now. */
    public View view() {
        return new View(status.get(), looks, nanoClock.getAsLong());
    }

    /**
     * {@code show stat} of all, as comma-separated values. Of many rows all are told the same who ask within half a
     * second, unless something was {@linkplain #invalidate changed} meanwhile.
     *
     * @param details whether addresses and algorithms are shown
     */
    public Text csv(boolean details) {
        return shared(details).flatMap(SharedText::takeFresh).orElseGet(() -> all(details));
    }

    /** The same if somebody has asked for it a moment ago, and it is shared. Never waits. */
    public Optional<Text> madeCsv(boolean details) {
        return shared(details).flatMap(SharedText::takeMade);
    }

    private Optional<SharedText> shared(boolean details) {
        return looks.recents().size() > MANY ? Optional.of(details ? this.details : noDetails) : Optional.empty();
    }

    private Text all(boolean details) {
        return StatForm.CSV.write(view(), RowFilter.ALL, details, false);
    }

    /** Somebody has changed something by hand, and is to see it at once. */
    public void invalidate() {
        details.invalidate();
        noDetails.invalidate();
    }
}

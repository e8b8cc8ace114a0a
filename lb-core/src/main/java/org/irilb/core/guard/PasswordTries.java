package org.irilb.core.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many passwords each source has had checked lately that weren't right, so that a few sources can't keep busy those
 * who check. What is being checked counts until it has turned out right. Any thread.
 */
final class PasswordTries {

    static final int ALLOWED = 20;
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final int SOURCES = 10_000;

    private final Cache<Long, AtomicInteger> tries;

    PasswordTries(Ticker clock) {
        this.tries = Caffeine.newBuilder()
                .maximumSize(SOURCES)
                .expireAfterWrite(PERIOD)
                .ticker(clock)
                .executor(Runnable::run) // its upkeep takes microseconds
                .build();
    }

    /** Counts one more; returns whether it may be checked. */
    boolean begin(NumericAddress source) {
        AtomicInteger count = tries.get(SourceKey.of(source), first -> new AtomicInteger());
        if (count.incrementAndGet() <= ALLOWED) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /** One of those that were counted was right, or wasn't checked. */
    void takeBack(NumericAddress source) {
        @Nullable AtomicInteger count = tries.getIfPresent(SourceKey.of(source));
        if (count != null) {
            count.updateAndGet(tried -> Math.max(0, tried - 1)); // the period may be another one by now
        }
    }
}

package org.irilb.core.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.irilb.core.guard.SourceSet.Field;
import org.irilb.core.metrics.SourceStatus;
import org.irilb.core.metrics.SourcesStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of each source, over all loops. Its size is fixed: when it is full, a new source takes the place of one
 * that was silent for long, of {@value SourceSet#PLACES} that share its hash. Where that is depends on a random number of
 * each table's, so that nobody can choose addresses that push out somebody else's. Any thread.
 */
public final class SourceTable {

    /** So that no moment of the table's is 0. */
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long what was seen is as good as new, for each source. */
    private static final long SEEN_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

    private final int size;
    private final long startNanos;
    private final long seed;
    private final long secondSeed;
    /** Made when the first source comes that belongs there. */
    private final AtomicReferenceArray<@Nullable SourceSet> sets;

    private final LongAdder untracked = new LongAdder();
    private volatile Seen last = new Seen(0, 0, 0);

    /** What was seen when somebody looked last. */
    private record Seen(long nanos, int tracked, int banned) {}

    /**
     * @param size sources that it has room for, 1 or more; rounded up to whole sets
     * @param nanoTime the time as {@link System#nanoTime()} tells it
     */
    public SourceTable(int size, RandomGenerator random, long nanoTime) {
        this.size = size;
        this.startNanos = nanoTime - FIRST_NANOS;
        this.seed = random.nextLong();
        this.secondSeed = random.nextLong();
        this.sets = new AtomicReferenceArray<>((size - 1) / SourceSet.PLACES + 1);
    }

    /** Sources that it has room for. */
    public int size() {
        return size;
    }

    /**
     * What is counted of {@code address}, for one more connection.
     *
     * @param nanoTime the time as {@link System#nanoTime()} tells it
     * @return null if all places that it could have are taken by sources that are connected now
     */
    public @Nullable Source enter(NumericAddress address, long nanoTime) {
        long key = SourceKey.of(address);
        SourceSet set = set(key);
        int place = set.enter(key, millis(nanos(nanoTime)));
        if (place < 0) {
            untracked.increment();
            return null;
        }
        return new Source(this, set, place);
    }

    private SourceSet set(long key) {
        int index = index(key);
        SourceSet present = sets.getAcquire(index);
        if (present != null) {
            return present;
        }
        SourceSet made = new SourceSet();
        SourceSet first = sets.compareAndExchange(index, null, made);
        return first == null ? made : first;
    }

    private int index(long key) {
        long hash = mix(mix(key ^ seed) + secondSeed);
        return (int) Math.multiplyHigh(hash >>> 1, (long) sets.length() << 1);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** What is counted of each source that is known, in no order. */
    public List<SourceStatus> list(AbuseRules rules, long nanoTime) {
        long nanos = nanos(nanoTime);
        List<SourceStatus> list = new ArrayList<>();
        for (int i = 0; i < sets.length(); i++) {
            SourceSet set = sets.get(i);
            for (int place = 0; set != null && place < SourceSet.PLACES; place++) {
                if (isKnown(set, place, millis(nanos))) {
                    list.add(new Source(this, set, place).status(rules, nanos));
                }
            }
        }
        return list;
    }

    /**
     * How many sources are known, and how many of them are banned; as of up to 10 µs ago for each that is known, so that
     * looking often doesn't cost much.
     */
    public SourcesStatus status(AbuseRules rules, long nanoTime) {
        long nanos = nanos(nanoTime);
        Seen seen = last;
        if (nanos - seen.nanos() >= (long) seen.tracked() * SEEN_NANOS) {
            seen = look(nanos);
            last = seen;
        }
        return new SourcesStatus(size, seen.tracked(), seen.banned(), untracked.sum(), rules.periods());
    }

    private Seen look(long nanos) {
        long now = millis(nanos);
        int tracked = 0;
        int banned = 0;
        for (int i = 0; i < sets.length(); i++) {
            SourceSet set = sets.get(i);
            for (int place = 0; set != null && place < SourceSet.PLACES; place++) {
                if (isKnown(set, place, now)) {
                    tracked++;
                    banned += set.get(place, Field.BANNED_UNTIL) > now ? 1 : 0;
                }
            }
        }
        return new Seen(nanos, tracked, banned);
    }

    private static boolean isKnown(SourceSet set, int place, long nowMillis) {
        return set.key(place) != 0 && (set.isPinned(place) || !set.isForgotten(place, nowMillis));
    }

    /**
     * Forgets a source and its ban; if it is connected, what was counted of it, for its requests go on.
     *
     * @param nanoTime the time as {@link System#nanoTime()} tells it
     */
    public void forget(NumericAddress address, long nanoTime) {
        long key = SourceKey.of(address);
        SourceSet set = sets.get(index(key));
        if (set != null) {
            set.forget(key, millis(nanos(nanoTime)));
        }
    }

    /**
     * Bans a source, or ends its ban.
     *
     * @param length how long from now on; zero ends it. A ban that goes on isn't prolonged
     * @param nanoTime the time as {@link System#nanoTime()} tells it
     * @return whether there was a place for it
     */
    public boolean ban(NumericAddress address, Duration length, long nanoTime) {
        Source source = enter(address, nanoTime);
        if (source == null) {
            return false;
        }
        long now = millis(nanos(nanoTime));
        if (length.isZero()) {
            source.pardon();
        } else {
            source.ban(now, now + length.toMillis());
        }
        source.leave();
        return true;
    }

    long nanos(long nanoTime) {
        return nanoTime - startNanos;
    }

    static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}

package org.irilb.core.guard;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A few places of a {@link SourceTable}, which one source in many can have. A place that is pinned keeps its source;
 * pins are the connections and running requests that count on it. A source that is known is found and pinned without
 * waiting; those that bring a new one wait for each other, for as long as it takes to look through these places. Any
 * thread.
 */
final class SourceSet {

    /** Places; as many keys as fit into a cache line. */
    static final int PLACES = 8;

    /** What is kept of a source, a long each. */
    enum Field {
        /** See {@link #CONNECTION} and {@link #RUNNING}. */
        PINS,
        /** When something of it was last accepted, in milliseconds. */
        TOUCHED,
        /** Until when it is banned, in milliseconds; 0 if it never was. */
        BANNED_UNTIL,
        /** How often it was. */
        BANS,
        /** Connections that were let in. */
        CONNECTIONS_MADE,
        /** Requests that were let through. */
        REQUESTS_MADE,
        /** {@link TwoBuckets}. */
        CONNECTION_RATE,
        /** {@link TwoBuckets}. */
        REQUEST_RATE,
        /** {@link TwoBuckets}. */
        REQUESTS,
        /** {@link TwoBuckets}, as the three below, each of some commands. */
        FIRST_COMMANDS,
        SECOND_COMMANDS,
        THIRD_COMMANDS,
        FOURTH_COMMANDS,
        /** {@link CostBudget}. */
        BUDGET
    }

    /** What a connection adds to {@link Field#PINS}. */
    static final long CONNECTION = 1;

    /** What a running request adds to {@link Field#PINS}. */
    static final long RUNNING = 1 << 24;

    private static final int PIN_MASK = (1 << 24) - 1;
    private static final long PINNED = (1L << 48) - 1;

    /** Each source of a place has the next number, so that a pin for the one before fails. */
    private static final long GENERATION = 1L << 48;

    /** The place is changing hands. */
    private static final long CLAIMED = Long.MIN_VALUE;

    private static final long FREE = 0;
    private static final long SILENCE = 2L * TwoBuckets.MAX_PERIOD;
    private static final Field[] ALL = Field.values();
    private static final int FIELDS = ALL.length;

    private final AtomicLongArray keys = new AtomicLongArray(PLACES);
    private final AtomicLongArray words = new AtomicLongArray(PLACES * FIELDS);
    private final AtomicInteger changing = new AtomicInteger();

    /**
     * Finds the source, or gives it the place that was touched longest ago, and pins it for a connection. Places of
     * banned sources are taken last, or a flood of new ones would end their bans.
     *
     * @return its place; -1 if all are pinned
     */
    int enter(long key, long nowMillis) {
        int known = pin(key);
        if (known >= 0) {
            if (isForgotten(known, nowMillis)) {
                begin(known, nowMillis);
            }
            return known;
        }
        beginChange();
        try {
            int brought = pin(key);
            return brought >= 0 ? brought : insert(key, nowMillis);
        } finally {
            changing.set(0);
        }
    }

    private void beginChange() {
        while (!changing.compareAndSet(0, 1)) {
            Thread.onSpinWait();
        }
    }

    private int pin(long key) {
        for (int place = 0; place < PLACES; place++) {
            if (keys.get(place) == key && pin(place, key)) {
                return place;
            }
        }
        return -1;
    }

    /** Returns whether the place is still the source's. */
    private boolean pin(int place, long key) {
        while (true) {
            long pins = get(place, Field.PINS);
            if (pins < 0 || keys.get(place) != key) {
                return false;
            }
            if (replace(place, Field.PINS, pins, pins + CONNECTION)) {
                return true;
            }
        }
    }

    /** Whether it was silent for so long that nothing of it counts any more. */
    boolean isForgotten(int place, long nowMillis) {
        return nowMillis - get(place, Field.TOUCHED) > SILENCE && get(place, Field.BANNED_UNTIL) <= nowMillis;
    }

    private int insert(long key, long nowMillis) {
        int place = claim(nowMillis);
        if (place < 0) {
            return -1;
        }
        begin(place, nowMillis);
        keys.set(place, key);
        set(place, Field.PINS, (get(place, Field.PINS) & ~CLAIMED) + CONNECTION);
        return place;
    }

    /** Takes a place that isn't pinned from its source; -1 if there is none. */
    private int claim(long nowMillis) {
        while (true) {
            int place = oldest(nowMillis);
            if (place < 0 || claim(place)) {
                return place;
            }
        }
    }

    private int oldest(long nowMillis) {
        int oldest = -1;
        long least = Long.MAX_VALUE;
        for (int place = 0; place < PLACES; place++) {
            if (!isPinned(place)) {
                boolean banned = get(place, Field.BANNED_UNTIL) > nowMillis;
                long rank =
                        keys.get(place) == FREE ? -1 : get(place, Field.TOUCHED) + (banned ? Long.MAX_VALUE / 2 : 0);
                if (rank < least) {
                    least = rank;
                    oldest = place;
                }
            }
        }
        return oldest;
    }

    /** Returns whether nobody has pinned it in the meantime. */
    private boolean claim(int place) {
        long pins = get(place, Field.PINS);
        boolean claimed =
                (pins & PINNED) == 0 && replace(place, Field.PINS, pins, (pins + GENERATION & ~CLAIMED) | CLAIMED);
        if (claimed) {
            keys.set(place, FREE);
        }
        return claimed;
    }

    /** Nothing is counted yet. */
    private void begin(int place, long nowMillis) {
        for (Field field : ALL) {
            if (field != Field.PINS) {
                set(place, field, field == Field.TOUCHED ? nowMillis : 0);
            }
        }
    }

    /** Forgets a source and its ban; if it is connected, what was counted of it, for its requests go on. */
    void forget(long key, long nowMillis) {
        beginChange();
        try {
            int place = pin(key);
            if (place >= 0) {
                begin(place, nowMillis);
                add(place, Field.PINS, -CONNECTION);
                if (claim(place)) {
                    set(place, Field.PINS, get(place, Field.PINS) & ~CLAIMED);
                }
            }
        } finally {
            changing.set(0);
        }
    }

    boolean isPinned(int place) {
        return (get(place, Field.PINS) & PINNED) != 0;
    }

    /** The source of a place; 0 if it has none. */
    long key(int place) {
        return keys.get(place);
    }

    long get(int place, Field field) {
        return words.get(place * FIELDS + field.ordinal());
    }

    void set(int place, Field field, long value) {
        words.set(place * FIELDS + field.ordinal(), value);
    }

    /** For what nobody waits for. */
    void setOpaque(int place, Field field, long value) {
        words.setOpaque(place * FIELDS + field.ordinal(), value);
    }

    boolean replace(int place, Field field, long expected, long value) {
        return words.compareAndSet(place * FIELDS + field.ordinal(), expected, value);
    }

    long add(int place, Field field, long amount) {
        return words.addAndGet(place * FIELDS + field.ordinal(), amount);
    }

    /** Open connections, told from {@link Field#PINS}. */
    static int connections(long pins) {
        return (int) pins & PIN_MASK;
    }

    /** Running requests, told from {@link Field#PINS}. */
    static int running(long pins) {
        return (int) (pins >>> 24) & PIN_MASK;
    }
}

package org.irilb.server.admin.stat;

import java.util.EnumMap;
import java.util.Map;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.core.metrics.Timings;

/**
 * What can be told of a subject only by looking at it again and again. Immutable.
 *
 * @param sessions how fast {@link Counter#SESSIONS} grows
 * @param requests how fast {@link Counter#REQUESTS} grows
 * @param lastUseNanos when {@code sessions} was last seen to have grown, as {@link System#nanoTime()} tells it
 * @param averages of the times that its requests took
 */
record Recent(Rate sessions, Rate requests, long lastUseNanos, Map<Timings.Phase, Average> averages) {

    /** Of a subject that is new. */
    static final Recent NONE = new Recent(Rate.since(0), Rate.since(0), 0, Map.of());

    /** Of a subject that was there before anybody looked. */
    static Recent since(Counters counters, long nowNanos) {
        return new Recent(
                Rate.since(counters.sum(Counter.SESSIONS)),
                Rate.since(counters.sum(Counter.REQUESTS)),
                nowNanos,
                Map.of());
    }

    Recent next(Counters counters, Timings timings, long elapsedNanos, long nowNanos) {
        Rate nextSessions = sessions.next(counters.sum(Counter.SESSIONS), elapsedNanos);
        return new Recent(
                nextSessions,
                requests.next(counters.sum(Counter.REQUESTS), elapsedNanos),
                nextSessions.total() > sessions.total() ? nowNanos : lastUseNanos,
                averages(timings));
    }

    private Map<Timings.Phase, Average> averages(Timings timings) {
        if (averages.getOrDefault(Timings.Phase.TOTAL, Average.NONE).count() == timings.count()) {
            return averages;
        }
        Map<Timings.Phase, Average> next = new EnumMap<>(Timings.Phase.class);
        for (Timings.Phase phase : Timings.Phase.values()) {
            next.put(phase, average(phase, timings));
        }
        return next;
    }

    Recent withoutHighest() {
        return new Recent(sessions.withoutHighest(), requests.withoutHighest(), lastUseNanos, averages);
    }

    /** The average of a phase as of now. */
    Average average(Timings.Phase phase, Timings timings) {
        return averages.getOrDefault(phase, Average.NONE).next(timings.count(), timings.sum(phase));
    }

    /** Seconds since the last session, -1 if there was none. */
    long idleSeconds(Counters counters, long nowNanos) {
        long now = counters.sum(Counter.SESSIONS);
        if (now == 0) {
            return -1;
        }
        return now > sessions.total() ? 0 : (nowNanos - lastUseNanos) / 1_000_000_000;
    }
}

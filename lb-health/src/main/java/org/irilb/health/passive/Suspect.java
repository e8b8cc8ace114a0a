package org.irilb.health.passive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.irilb.core.metrics.EvidenceStatus;

/**
 * What is held against one node. An event gives the next; nothing is changed in place. Times are those of
 * {@link System#nanoTime()}.
 *
 * @param notReady when it said that it isn't ready, the oldest first
 * @param falls how often its checks took it down
 * @param fellNanos when they did last
 * @param before ejections that aren't forgotten
 * @param ejections all of them
 * @param sentence what it is guilty of now, or was last
 * @param isGuilty whether it is to be taken out, as far as others allow
 * @param turnedNanos when it was found guilty, or acquitted
 */
record Suspect(
        List<Long> notReady,
        int falls,
        long fellNanos,
        int before,
        long ejections,
        Sentence sentence,
        boolean isGuilty,
        long turnedNanos) {

    /**
     * @param unready whether it is for answers that say that it isn't ready
     * @param untilNanos before that no check is asked whether it may come back
     */
    record Sentence(String charge, boolean unready, long untilNanos) {

        private static final Sentence NONE = new Sentence("", false, 0);
    }

    static final Suspect INNOCENT = new Suspect(List.of(), 0, 0, 0, 0, Sentence.NONE, false, 0);

    /** It has said that it isn't ready. */
    Suspect saidNotReady(long nowNanos, EjectionRules rules) {
        List<Long> within = new ArrayList<>(within(nowNanos, rules));
        within.add(nowNanos);
        return new Suspect(List.copyOf(within), falls, fellNanos, before, ejections, sentence, isGuilty, turnedNanos);
    }

    private List<Long> within(long nowNanos, EjectionRules rules) {
        return notReady.stream()
                .filter(then -> nowNanos - then <= rules.window().toNanos())
                .toList();
    }

    /** Its checks have taken it down. */
    Suspect fell(long nowNanos, EjectionRules rules) {
        return new Suspect(
                notReady, flaps(nowNanos, rules) + 1, nowNanos, before, ejections, sentence, isGuilty, turnedNanos);
    }

    private int flaps(long nowNanos, EjectionRules rules) {
        return nowNanos - fellNanos > rules.calm().toNanos() ? 0 : falls;
    }

    /** It is found guilty, for longer each time. */
    Suspect convict(String charge, boolean unready, long nowNanos, EjectionRules rules) {
        int known = nowNanos - turnedNanos > rules.calm().toNanos() ? 0 : before;
        Sentence next =
                new Sentence(charge, unready, nowNanos + rules.hold(known).toNanos());
        return new Suspect(notReady, falls, fellNanos, known + 1, ejections + 1, next, true, nowNanos);
    }

    /** It has passed a check. */
    Suspect acquit(long nowNanos) {
        return new Suspect(List.of(), falls, fellNanos, before, ejections, sentence, false, nowNanos);
    }

    EvidenceStatus status(long nowNanos, EjectionRules rules, boolean isOut) {
        if (this == INNOCENT) {
            return EvidenceStatus.NONE; // nearly all are, and are looked at often
        }
        return new EvidenceStatus(
                within(nowNanos, rules).size(),
                flaps(nowNanos, rules),
                ejections,
                isGuilty ? sentence.charge : "",
                isOut,
                Duration.ofNanos(isGuilty ? Math.max(0, sentence.untilNanos - nowNanos) : 0));
    }
}

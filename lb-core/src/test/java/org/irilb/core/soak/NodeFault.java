package org.irilb.core.soak;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What a node does with a request, and what the client that sent it may see then. */
enum NodeFault {
    NONE(60, Seen.OWN),
    CHUNKED(10, Seen.OWN),
    WITHOUT_LENGTH(5, Seen.OWN),
    SLOWLY(5, Seen.OWN),
    AFTER_INTERIM_ANSWERS(5, Seen.OWN),
    TWICE(5, Seen.OWN),
    BEFORE_THE_BODY(5, Seen.OWN),
    AND_THEN_CLOSE(10, Seen.OWN),
    LARGE(3, Seen.OWN),
    CLOSE(5, Seen.BAD_GATEWAY),
    RESET(5, Seen.BAD_GATEWAY),
    CLOSE_IN_HEAD(5, Seen.BAD_GATEWAY),
    GARBAGE(5, Seen.BAD_GATEWAY),
    CLOSE_IN_BODY(5, Seen.CUT, Seen.NOTHING),
    CLOSE_IN_CHUNK(5, Seen.CUT, Seen.NOTHING),
    /** Whether its head has gone on by then depends on how much of it comes at a time. */
    BAD_CHUNK(5, Seen.CUT, Seen.NOTHING, Seen.BAD_GATEWAY),
    /** The system may lose what was sent before. */
    RESET_IN_BODY(5, Seen.CUT, Seen.NOTHING, Seen.BAD_GATEWAY),
    SILENCE(0, Seen.GATEWAY_TIMEOUT),
    SILENCE_IN_BODY(0, Seen.CUT, Seen.NOTHING);

    static final int LARGE_SIZE = 1_000_000;

    private static final NodeFault[] ALL = values();
    private static final int TOTAL = EnumSet.allOf(NodeFault.class).stream()
            .mapToInt(fault -> fault.share)
            .sum();

    private final int share;
    private final Set<Seen> allowed;

    NodeFault(int share, Seen first, Seen... more) {
        this.share = share;
        this.allowed = EnumSet.of(first, more);
    }

    Set<Seen> allowed() {
        return allowed;
    }

    /** By shares; what takes a whole timeout is drawn once in a thousand. */
    static NodeFault draw(Random random) {
        if (random.nextInt(1000) == 0) {
            return random.nextBoolean() ? SILENCE : SILENCE_IN_BODY;
        }
        int ticket = random.nextInt(TOTAL);
        int at = 0;
        while (ticket >= ALL[at].share) {
            ticket -= ALL[at].share;
            at++;
        }
        return ALL[at];
    }

    /** Bytes of the answer's filler. */
    int size() {
        return this == LARGE ? LARGE_SIZE : 50;
    }
}

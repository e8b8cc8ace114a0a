package org.irilb.core.soak;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** How a client asks. */
enum Way {
    /** As it should, of a node that may be faulty. */
    PLAIN(70),
    LARGE_BODY(3),
    CHUNKED_BODY(5),
    WAITING_FOR_CONTINUE(5),
    AS_OLD_CLIENTS_DO(5),
    SLOWLY(5),
    /** Several requests ahead. */
    PIPELINED(5),
    /** A large answer, in small bites. */
    READING_SLOWLY(1),
    /** Says that no more will come; in a queue that ends it. */
    ENDING_OUTPUT(5, Seen.OWN, Seen.NOTHING),
    MALFORMED(5, Seen.BAD_REQUEST),
    /** Leaves with a reset, and sees nothing. */
    LEAVING_IN_HEAD(5, Seen.NOTHING),
    LEAVING_IN_BODY(5, Seen.NOTHING),
    LEAVING_WITHOUT_ANSWER(5, Seen.NOTHING),
    LEAVING_IN_ANSWER(5, Seen.NOTHING),
    /** Begins and doesn't go on. */
    STALLING(0, Seen.REQUEST_TIMEOUT);

    private static final Way[] ALL = values();
    private static final int TOTAL =
            EnumSet.allOf(Way.class).stream().mapToInt(way -> way.share).sum();

    private final int share;
    private final Set<Seen> allowed;

    Way(int share) {
        this.share = share;
        this.allowed = EnumSet.of(Seen.OWN);
    }

    Way(int share, Seen first, Seen... more) {
        this.share = share;
        this.allowed = EnumSet.of(first, more);
    }

    /** What may be seen when the node does nothing wrong. */
    Set<Seen> allowed() {
        return allowed;
    }

    /** By shares; what takes a whole timeout is drawn once in a thousand. */
    static Way draw(Random random) {
        if (random.nextInt(1000) == 0) {
            return STALLING;
        }
        int ticket = random.nextInt(TOTAL);
        int at = 0;
        while (ticket >= ALL[at].share) {
            ticket -= ALL[at].share;
            at++;
        }
        return ALL[at];
    }

    /** Whether the node may be faulty at the same time. */
    boolean takesFaults() {
        return switch (this) {
            case PLAIN, LARGE_BODY, CHUNKED_BODY, WAITING_FOR_CONTINUE, AS_OLD_CLIENTS_DO, SLOWLY -> true;
            case PIPELINED,
                    READING_SLOWLY,
                    ENDING_OUTPUT,
                    MALFORMED,
                    LEAVING_IN_HEAD,
                    LEAVING_IN_BODY,
                    LEAVING_WITHOUT_ANSWER,
                    LEAVING_IN_ANSWER,
                    STALLING -> false;
        };
    }
}

package org.irilb.core.proxy.http2;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that a client has left out between its streams, on which none can begin any more (RFC 9113, section
 * 5.1.1). One connection's.
 */
final class SkippedStreams {

    /** Clients leave out none, or a few at their beginning; of one that goes on doing it only the last are known. */
    static final int MOST_GAPS = 16;

    private record Gap(int first, int last) {

        boolean contains(int number) {
            return first <= number && number <= last;
        }
    }

    private final List<Gap> gaps = new ArrayList<>(0);
    private int lastBegun = -1;

    /** @param number odd, and larger than all before */
    void begun(int number) {
        if (number > lastBegun + 2) {
            if (gaps.size() == MOST_GAPS) {
                gaps.remove(0);
            }
            gaps.add(new Gap(lastBegun + 2, number - 2));
        }
        lastBegun = number;
    }

    boolean contains(int number) {
        return gaps.stream().anyMatch(gap -> gap.contains(number));
    }
}

package org.irilb.health.cluster;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Which milestone is the newest, if nodes may be wrong or lie. Pure. */
final class Consensus {

    private Consensus() {}

    /**
     * The highest that is not too far beyond the median: a node that is ahead alone may be the first to know, but beyond
     * the margin it is believed only with half of the others. Of two in the middle the lower one counts, so that of two
     * nodes neither takes the other out.
     *
     * @param latest what each node has heard of
     * @param margin how far ahead of the median is still believed
     */
    static OptionalLong newest(LongStream latest, long margin) {
        long[] sorted = latest.sorted().toArray();
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        long median = sorted[(sorted.length - 1) / 2];
        return Arrays.stream(sorted).filter(index -> index - margin <= median).max();
    }
}

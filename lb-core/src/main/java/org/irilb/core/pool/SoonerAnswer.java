package org.irilb.core.pool;

import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;

/**
 * Of two members, the one that promises the sooner answer: its average time, times one more than the requests it has in
 * flight, which count less the heavier it is. As long as one of them has never answered, only these count. Any thread.
 */
final class SoonerAnswer implements BinaryOperator<Member> {

    private final LongSupplier nanoTime;
    private final double meanWeight;

    SoonerAnswer(Candidates candidates, Outside outside) {
        nanoTime = outside.nanoTime();
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            total += candidates.at(i).config().weight();
        }
        meanWeight = total / candidates.size();
    }

    @Override
    public Member apply(Member one, Member other) {
        long now = nanoTime.getAsLong();
        double oneTakes = one.stats().latency().nanosAt(now);
        double otherTakes = other.stats().latency().nanosAt(now);
        if (oneTakes == 0 || otherTakes == 0) {
            return one.lessLoaded(other);
        }
        return otherTakes * crowd(other) < oneTakes * crowd(one) ? other : one;
    }

    private double crowd(Member member) {
        return 1 + member.node().inFlight() * meanWeight / member.config().weight();
    }
}

package org.irilb.core.pool;

import java.util.function.BinaryOperator;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws two different members by weight and takes the better one (Mitzenmacher, "The Power of Two Choices in Randomized
 * Load Balancing"; HAProxy manual, chapter 4.2, "balance random"). It needs no state that loops would share. Any thread.
 */
final class TwoDraws implements Balancer {

    private final Candidates candidates;
    private final IntSupplier random;
    private final BinaryOperator<Member> better;

    /** @param better of two members one; the first, if it doesn't matter, so that weights hold */
    TwoDraws(Candidates candidates, IntSupplier random, BinaryOperator<Member> better) {
        this.candidates = candidates;
        this.random = random;
        this.better = better;
    }

    @Override
    public @Nullable Member reserve(Asker asker) {
        if (candidates.isEmpty()) {
            return null;
        }
        int first = candidates.byLot(random.getAsInt());
        int second = other(first);
        Member one = candidates.at(first);
        boolean inOrder = better.apply(one, candidates.at(second)) == one;
        Member member = candidates.reserve(inOrder ? first : second, asker);
        if (member == null) {
            member = candidates.reserve(inOrder ? second : first, asker);
        }
        return member == null ? candidates.reserveAny(second, asker) : member;
    }

    /** HAProxy may draw the same one twice, which with two nodes is no choice half of the time. */
    private int other(int first) {
        int second = candidates.byLot(random.getAsInt());
        return second == first ? candidates.indexAfter(first) : second;
    }
}

package org.irilb.core.pool;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The order in which weighted round robin goes through its members, over one whole round. It is smooth: 5/3/2 gives
 * 1213121213, not 1111122233. Of the members that aren't ahead of their share, the one goes next whose share is due
 * first (worst-case fair weighted fair queueing), which is also what HAProxy's order comes to.
 */
final class WeightedOrder {

    /** Longer rounds are scaled down; a weight is then met to within this fraction of the total. */
    static final int MAX_LENGTH = 1 << 18;

    /** {@code turns} taken of {@code weight} in a round; its next turn may not start before {@code turns / weight} of it. */
    private static final class Share {
        final int index;
        final int weight;
        int turns;

        Share(int index, int weight) {
            this.index = index;
            this.weight = weight;
        }
    }

    // Fractions are compared by multiplying crosswise: doubles would break ties by rounding error.
    private static final Comparator<Share> BY_START =
            (a, b) -> Long.compare((long) a.turns * b.weight, (long) b.turns * a.weight);

    private static final Comparator<Share> BY_DUE = (a, b) -> {
        int due = Long.compare((a.turns + 1L) * b.weight, (b.turns + 1L) * a.weight);
        return due != 0 ? due : Integer.compare(a.index, b.index);
    };

    private WeightedOrder() {}

    /**
     * @param weights 1 or more each
     * @return indices into {@code weights}, each as often as its weight says, divided by what the weights have in common
     */
    static int[] of(int[] weights) {
        int[] shares = reduce(weights);
        PriorityQueue<Share> ahead = new PriorityQueue<>(weights.length + 1, BY_START);
        PriorityQueue<Share> eligible = new PriorityQueue<>(weights.length + 1, BY_DUE);
        int length = 0;
        for (int i = 0; i < shares.length; i++) {
            eligible.add(new Share(i, shares[i]));
            length += shares[i];
        }
        int[] order = new int[length];
        for (int step = 0; step < length; step++) {
            while (!ahead.isEmpty() && hasStarted(ahead.element(), step, length)) {
                eligible.add(ahead.remove());
            }
            Share next = eligible.remove(); // never empty: not everybody can be ahead of his share
            order[step] = next.index;
            next.turns++;
            ahead.add(next);
        }
        return order;
    }

    private static boolean hasStarted(Share share, int step, int length) {
        return (long) share.turns * length <= (long) step * share.weight;
    }

    private static int[] reduce(int[] weights) {
        long total = 0;
        int common = 0;
        for (int weight : weights) {
            total += weight;
            common = gcd(weight, common);
        }
        int[] reduced = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            reduced[i] = total / common <= MAX_LENGTH
                    ? weights[i] / common
                    : (int) Math.max(1, weights[i] * (long) MAX_LENGTH / total);
        }
        return reduced;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}

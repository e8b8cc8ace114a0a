package org.irilb.consul.roster;

import java.time.Duration;

/**
 * Which losses of healthy nodes are doubted instead of believed at once.
 *
 * @param percent a loss of this share of them or more, 1..100
 * @param atLeast a loss of fewer is none, 1 or more; but one that leaves nobody always is
 * @param hold how long a loss that Consul doesn't confirm is doubted; zero doubts nothing for long
 */
public record LossRule(int percent, int atLeast, Duration hold) {

    public static final LossRule STANDARD = new LossRule(50, 2, Duration.ofSeconds(60));

    public LossRule {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("loss percent: " + percent + " (expected: 1..100)");
        }
        if (atLeast < 1) {
            throw new IllegalArgumentException("loss at least: " + atLeast + " (expected: 1 or more)");
        }
    }

    boolean isLarge(int lost, int healthy) {
        return lost > 0 && (lost == healthy || lost >= atLeast && 100L * lost >= (long) percent * healthy);
    }
}

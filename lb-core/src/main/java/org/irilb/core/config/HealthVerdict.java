package org.irilb.core.config;

import java.util.OptionalInt;

/**
 * What the balancer's own checks and counts say of a node, beside what its source says of it.
 *
 * @param state whether it may serve; {@link ServiceState#READY} leaves it to the source
 * @param reason why, for operators; may be empty
 * @param weightPercent how much of its weight it is to have, 0 or more; empty for all
 * @param maxInFlight requests at a time, 1 or more; empty for as many as its source says
 */
public record HealthVerdict(ServiceState state, String reason, OptionalInt weightPercent, OptionalInt maxInFlight) {

    /** Nothing speaks against the node. */
    public static final HealthVerdict FIT = new HealthVerdict(ServiceState.READY, "");

    /** One that speaks of the state only. */
    public HealthVerdict(ServiceState state, String reason) {
        this(state, reason, OptionalInt.empty(), OptionalInt.empty());
    }

    /** The node as it may serve when its source and this verdict have to agree: the stricter counts. */
    public NodeConfig applyTo(NodeConfig node) {
        NodeConfig limited = weightPercent.isEmpty() && maxInFlight.isEmpty()
                ? node
                : node.limited(weight(node.weight()), maxInFlight.orElse(node.maxInFlight()), node.maxPowInFlight());
        return rank(state) > rank(node.state()) ? limited.in(state, reason) : limited;
    }

    /** Rounded up: only 0 % of a weight is none. */
    private int weight(int all) {
        long share = ((long) all * weightPercent.orElse(100) + 99) / 100;
        return (int) Math.min(NodeConfig.MAX_WEIGHT, share);
    }

    /** Both together: the stricter state, or this one's if they are equally strict; limits of whoever speaks of them. */
    public HealthVerdict and(HealthVerdict other) {
        HealthVerdict stricter = rank(other.state) > rank(state) ? other : this;
        return new HealthVerdict(
                stricter.state,
                stricter.reason,
                weightPercent.isPresent() ? weightPercent : other.weightPercent,
                maxInFlight.isPresent() ? maxInFlight : other.maxInFlight);
    }

    private static int rank(ServiceState state) {
        return switch (state) {
            case READY -> 0;
            case DRAIN -> 1;
            case DOWN -> 2;
            case MAINT -> 3;
        };
    }
}

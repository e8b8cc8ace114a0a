package org.irilb.core.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator has set of a server while the balancer runs. It outweighs what the server's source says, now and
 * later, until it is taken back.
 *
 * @param state {@code DRAIN}, {@code DOWN} or {@code MAINT}
 * @param weight share of the traffic, 0 or more
 * @param maxInFlight requests at a time through this pool, 1 or more
 */
public record ByHand(Optional<ServiceState> state, OptionalInt weight, OptionalInt maxInFlight) {

    public static final ByHand NOTHING = new ByHand(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static final String REASON = "set by hand";

    public ByHand {
        weight.ifPresent(value -> Checks.within("weight", value, 0, NodeConfig.MAX_WEIGHT));
        maxInFlight.ifPresent(value -> Checks.within("maxconn", value, 1, Integer.MAX_VALUE));
    }

    /** {@code READY} takes back what was set. */
    public ByHand with(ServiceState state) {
        return new ByHand(Optional.of(state).filter(other -> other != ServiceState.READY), weight, maxInFlight);
    }

    /** What checks would have found, unless it is in maintenance; {@code READY} leaves it to them again. */
    public ByHand withHealth(ServiceState health) {
        return state.filter(set -> set == ServiceState.MAINT).isPresent() ? this : with(health);
    }

    public ByHand withWeight(int weight) {
        return new ByHand(state, OptionalInt.of(weight), maxInFlight);
    }

    public ByHand withMaxInFlight(int maxInFlight) {
        return new ByHand(state, weight, OptionalInt.of(maxInFlight));
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /**
     * The node as member of the pool that this was set for.
     *
     * @param pow whether that pool is for proof of work
     */
    public NodeConfig applyTo(NodeConfig node, boolean pow) {
        if (isNothing()) {
            return node;
        }
        int atOnce = maxInFlight.orElse(pow ? node.maxPowInFlight() : node.maxInFlight());
        NodeConfig limited = node.limited(
                weight.orElse(node.weight()),
                pow ? Math.max(node.maxInFlight(), atOnce) : atOnce,
                pow ? atOnce : node.maxPowInFlight());
        return state.filter(set -> outweighs(set, node.state()))
                .map(set -> limited.in(set, REASON))
                .orElse(limited);
    }

    /** Maintenance is maintenance whoever wants it; what is out of service anyway doesn't drain. */
    private static boolean outweighs(ServiceState set, ServiceState said) {
        return switch (set) {
            case MAINT -> true;
            case DOWN -> said == ServiceState.READY || said == ServiceState.DRAIN;
            case DRAIN -> said == ServiceState.READY;
            case READY -> false;
        };
    }
}

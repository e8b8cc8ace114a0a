package org.irilb.core.config;

/**
 * What the balancer's own checks and counts say of a node, beside what its source says of it.
 *
 * @param state whether it may serve; {@link ServiceState#READY} leaves it to the source
 * @param reason why, for operators; may be empty
 */
public record HealthVerdict(ServiceState state, String reason) {

    /** Nothing speaks against the node. */
    public static final HealthVerdict FIT = new HealthVerdict(ServiceState.READY, "");

    /** The node as it may serve when its source and this verdict have to agree: the stricter counts. */
    public NodeConfig applyTo(NodeConfig node) {
        return rank(state) > rank(node.state()) ? node.in(state, reason) : node;
    }

    /** Both together: the stricter one; if they are equally strict, this one. */
    public HealthVerdict and(HealthVerdict other) {
        return rank(other.state) > rank(state) ? other : this;
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

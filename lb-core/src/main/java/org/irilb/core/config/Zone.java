package org.irilb.core.config;

/**
 * A set of nodes that are about as far away: those of one datacenter.
 *
 * @param name shown to operators; empty if there is only one
 * @param rank how many zones are nearer, so that these nodes serve only if those can't; 0 or more
 */
public record Zone(String name, int rank) {

    /** Of nodes whose source knows no datacenters. */
    public static final Zone ONLY = new Zone("", 0);

    public Zone {
        Checks.within("zone rank", rank, 0, Integer.MAX_VALUE);
    }
}

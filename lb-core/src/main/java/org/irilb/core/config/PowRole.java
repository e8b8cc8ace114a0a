package org.irilb.core.config;

/** A node's part in proof of work; the tag {@code haproxy.pow}. */
public enum PowRole {
    /** In the default pool only. */
    NONE,
    /** In the default pool and in the PoW pool. */
    ALSO,
    /** In the PoW pool only. */
    ONLY;

    public boolean memberOf(Membership membership) {
        return switch (membership) {
            case DEFAULT -> this != ONLY;
            case POW -> this != NONE;
        };
    }
}

package org.irilb.consul.instance;

/**
 * What a check of an instance, or of the Consul node it runs on, found last.
 *
 * @param id Consul's check ID; maintenance modes have IDs of their own
 * @param name for operators
 * @param notes for operators; the reason given for a maintenance mode
 * @param output what the check printed, any number of lines
 */
public record ServiceCheck(String id, String name, Status status, String notes, String output) {

    public enum Status {
        PASSING,
        WARNING,
        CRITICAL,
        /** A word that this version doesn't know. */
        UNKNOWN
    }

    /** Consul's own checks for {@code consul maint}, of the whole node or of one service. */
    boolean isMaintenance() {
        return id.equals("_node_maintenance") || id.startsWith("_service_maintenance:");
    }
}

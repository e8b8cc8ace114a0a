package org.irilb.core.config;

/**
 * A node in its role as member of a pool, as operators call it.
 *
 * @param pool name of the pool
 * @param node the node's ID
 */
public record ServerName(String pool, String node) {

    @Override
    public String toString() {
        return pool + "/" + node;
    }
}

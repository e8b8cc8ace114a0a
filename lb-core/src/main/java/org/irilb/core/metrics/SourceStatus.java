package org.irilb.core.metrics;

import java.time.Duration;

/**
 * What is counted of a source of connections, over all loops.
 *
 * @param source an IPv4 address, or an IPv6 network of 64 bits with {@code /64} behind it
 * @param connections open now
 * @param running requests at a time
 * @param idle since something of it was accepted
 * @param banLeft how long its ban still lasts; zero if it isn't banned
 * @param bans how often it was banned
 * @param connectionsMade connections that were let in
 * @param requestsMade requests that were let through
 * @param rates events in the last period of each rate
 * @param tokens left of its budget, below zero for a debt; 0 without a budget
 */
public record SourceStatus(
        String source,
        int connections,
        int running,
        Duration idle,
        Duration banLeft,
        long bans,
        long connectionsMade,
        long requestsMade,
        Rates rates,
        long tokens) {

    /**
     * Events in the last period of each rate; 0 if it isn't limited.
     *
     * @param connectionRate connections, and further requests on each of them
     * @param requestRate requests over a short time
     * @param requests requests over a long time
     */
    public record Rates(int connectionRate, int requestRate, int requests) {}
}

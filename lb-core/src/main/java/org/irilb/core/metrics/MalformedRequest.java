package org.irilb.core.metrics;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A request that couldn't be read.
 *
 * @param number of the listener's malformed requests, from 0
 * @param at when it was given up
 * @param client where it came from
 * @param listener name of the listener
 * @param why what is wrong with it
 * @param length bytes that had come and belonged to no other request
 * @param beginning the first of them, {@value #KEPT} at most, each as a character
 */
public record MalformedRequest(
        long number, Instant at, InetSocketAddress client, String listener, String why, int length, String beginning) {

    /** Bytes that are kept of each. */
    public static final int KEPT = 1024;
}

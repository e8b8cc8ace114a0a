package org.irilb.core.metrics;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.irilb.core.config.ServerName;

/**
 * A request or an answer that couldn't be read.
 *
 * @param number of the malformed messages of its listener or pool, from 0
 * @param at when it was given up
 * @param client whose request it is, or whom the answer was for
 * @param listener name of the client's listener
 * @param server that has answered; empty for a request
 * @param why what is wrong with it
 * @param length bytes that had come and belonged to no other message, or not to the part of it that was read already
 * @param beginning the first of them, {@value #KEPT} at most, each as a character
 */
public record MalformedMessage(
        long number,
        Instant at,
        InetSocketAddress client,
        String listener,
        Optional<ServerName> server,
        String why,
        int length,
        String beginning) {

    /** Bytes that are kept of each. */
    public static final int KEPT = 1024;
}

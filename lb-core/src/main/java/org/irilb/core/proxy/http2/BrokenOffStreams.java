package org.irilb.core.proxy.http2;

import java.util.Arrays;

/**
 * The streams that were broken off last, on which a client may still send what was on its way (RFC 9113, section 5.1,
 * "closed"). One connection's.
 */
final class BrokenOffStreams {

    private final int[] numbers;
    private int next;

    /**
     * @param atATime streams that a client may have open: it hears of resets in their order, and so takes no more of
     *     the broken-off streams to be open still
     */
    BrokenOffStreams(int atATime) {
        numbers = new int[atATime];
    }

    void add(int stream) {
        if (!contains(stream)) {
            numbers[next] = stream;
            next = (next + 1) % numbers.length;
        }
    }

    boolean contains(int stream) {
        return Arrays.stream(numbers).anyMatch(number -> number == stream);
    }
}

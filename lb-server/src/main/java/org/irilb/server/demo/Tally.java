package org.irilb.server.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What has reached a node. Any thread. */
final class Tally {

    private final Map<String, Integer> commands = new ConcurrentHashMap<>();
    private final AtomicInteger attaching = new AtomicInteger();
    private final AtomicInteger mostAttaching = new AtomicInteger();

    void received(String command) {
        commands.merge(command, 1, Integer::sum);
    }

    void attachingBegins() {
        mostAttaching.accumulateAndGet(attaching.incrementAndGet(), Math::max);
    }

    void attachingEnds() {
        attaching.decrementAndGet();
    }

    int commands(String command) {
        return commands.getOrDefault(command, 0);
    }

    int attaching() {
        return attaching.get();
    }

    int mostAttaching() {
        return mostAttaching.get();
    }
}

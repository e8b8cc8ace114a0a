package org.irilb.server.admin.process;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was logged lately, and what was logged until the start was over. Any thread. */
public final class RecentLog {

    /** Lines that are kept of each. */
    public static final int LINES = 1000;

    private static final int LONGEST = 1000;

    private final Deque<String> recent = new ArrayDeque<>();
    private final List<String> startup = new ArrayList<>();
    private boolean started;

    /** Takes what was logged. A long message is cut. */
    public void add(Instant time, String message) {
        String text = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        String line = time + " " + text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
        synchronized (this) {
            if (recent.size() == LINES) {
                recent.removeFirst();
            }
            recent.addLast(line);
            if (!started && startup.size() < LINES) {
                startup.add(line);
            }
        }
    }

    /** What comes from now on doesn't belong to the start. */
    public synchronized void started() {
        started = true;
    }

    /** The last lines, the oldest first. */
    synchronized List<String> recent() {
        return List.copyOf(recent);
    }

    /** The lines of the start. */
    synchronized List<String> startup() {
        return List.copyOf(startup);
    }
}

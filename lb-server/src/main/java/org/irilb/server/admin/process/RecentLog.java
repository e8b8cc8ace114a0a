package org.irilb.server.admin.process;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.irilb.server.admin.command.Answer;
import org.irilb.server.text.Text;

/** What was logged lately, and what was logged until the start was over. Any thread. */
public final class RecentLog {

    /** Lines that are kept of each. */
    public static final int LINES = 1000;

    private static final int LONGEST = 1000;

    private final Deque<String> recent = new ArrayDeque<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private long added;
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
            added++;
            if (!started && startup.size() < LINES) {
                startup.add(line);
            }
        }
        followers.forEach(Follower::wake);
    }

    /** What comes from now on doesn't belong to the start. */
    public synchronized void started() {
        started = true;
    }

    /** The last lines, the oldest first. */
    synchronized List<String> recent() {
        return List.copyOf(recent);
    }

    /** Lines as they come, after those that are kept if {@code withKept} says so. */
    Answer.Feed follow(boolean withKept) {
        Follower follower = new Follower(withKept);
        followers.add(follower);
        return follower;
    }

    /** Reads on from where it was. Lines that it was too slow for are counted. */
    private final class Follower implements Answer.Feed {

        private final AtomicBoolean isIdle = new AtomicBoolean();
        private volatile Runnable wake = () -> {};
        private long read;

        Follower(boolean withKept) {
            synchronized (RecentLog.this) {
                read = withKept ? added - recent.size() : added;
            }
        }

        @Override
        public Optional<Text> next() {
            isIdle.set(true);
            synchronized (RecentLog.this) {
                int fresh = (int) Math.min(added - read, recent.size());
                long lost = added - read - fresh;
                read = added;
                if (fresh == 0) {
                    return Optional.empty();
                }
                Stream<String> gap = lost == 0 ? Stream.of() : Stream.of("(" + lost + " more)");
                List<String> lines = Stream.concat(gap, recent.stream().skip(recent.size() - fresh))
                        .toList();
                return Optional.of(Text.ofStrings(lines.stream().map(line -> line + "\n")));
            }
        }

        @Override
        public void onMore(Runnable wake) {
            this.wake = wake;
        }

        void wake() {
            if (isIdle.compareAndSet(true, false)) {
                wake.run();
            }
        }

        @Override
        public void close() {
            followers.remove(this);
        }
    }

    /** The lines of the start. */
    synchronized List<String> startup() {
        return List.copyOf(startup);
    }
}

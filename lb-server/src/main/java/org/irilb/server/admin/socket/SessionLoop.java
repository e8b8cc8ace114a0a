package org.irilb.server.admin.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.irilb.server.admin.command.Commands;
import org.irilb.server.admin.command.Dialogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin thread: serves a few sessions at a time and lets everybody else wait in the kernel's backlog. Only
 * {@link #stop} and {@link #execute} may be called from other threads.
 */
public final class SessionLoop implements Runnable, Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

    /** How long nobody is let in after the system had no descriptor left for it, and nobody served after a turn failed. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

    private final Selector selector;
    private final List<BoundEndpoint> bound;
    private final SessionLimits limits;
    private final Commands commands;
    private final Map<BoundEndpoint, Set<Session>> sessions;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private long pausedUntil = System.nanoTime();
    private boolean failing;
    private volatile boolean stopped;

    /**
     * @param bound the loop closes them in the end
     * @throws IOException if the system has no selector left
     */
    public SessionLoop(List<BoundEndpoint> bound, SessionLimits limits, Commands commands) throws IOException {
        this(Selector.open(), bound, limits, commands);
    }

    /** @param selector the loop closes it in the end */
    SessionLoop(Selector selector, List<BoundEndpoint> bound, SessionLimits limits, Commands commands) {
        this.selector = selector;
        this.bound = bound;
        this.sessions = bound.stream().collect(Collectors.toMap(endpoint -> endpoint, endpoint -> new HashSet<>()));
        this.limits = limits;
        this.commands = commands;
    }

    /** Has {@link #run} end soon, which breaks all sessions off and closes what is bound. Any thread. */
    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** Runs it between two turns; it mustn't throw anything. Any thread. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            for (BoundEndpoint endpoint : bound) {
                endpoint.channel().register(selector, SelectionKey.OP_ACCEPT, endpoint);
            }
            while (!stopped) {
                turnOrPause();
            }
        } catch (IOException e) {
            LOG.error("the admin socket has failed and is closed", e);
        } finally {
            allSessions().forEach(Session::close);
            bound.forEach(BoundEndpoint::close);
        }
    }

    /**
     * Nothing that goes wrong in one turn, such as want of memory or of stack, ends the thread. What goes wrong in each turn
     * is logged once and tried again after a pause, as it would take a processor and fill the log.
     */
    private void turnOrPause() {
        try {
            turn();
            failing = false;
        } catch (IOException | RuntimeException | Error e) {
            if (!failing) {
                LOG.error("the admin socket has lost a turn", e);
            }
            failing = true;
            pause();
        }
    }

    private void pause() {
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void turn() throws IOException {
        selector.select(this::serve, waitMillis(System.nanoTime()));
        runTasks();
        long now = System.nanoTime();
        allSessions().filter(session -> session.deadlineNanos() - now <= 0).forEach(Session::close);
        sessions.forEach((endpoint, own) -> {
            own.removeIf(session -> !session.isOpen());
            boolean open = own.size() < limits.sessions() && pausedUntil - now <= 0;
            endpoint.channel().keyFor(selector).interestOps(open ? SelectionKey.OP_ACCEPT : 0);
        });
    }

    private Stream<Session> allSessions() {
        return sessions.values().stream().flatMap(Set::stream);
    }

    private void runTasks() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Until a session has been silent for too long, or the pause ends; at least 1, as 0 is for ever. */
    private long waitMillis(long now) {
        long nanos = allSessions()
                .mapToLong(session -> session.deadlineNanos() - now)
                .reduce(LONGEST_WAIT_NANOS, Math::min);
        if (pausedUntil - now > 0) {
            nanos = Math.min(nanos, pausedUntil - now);
        }
        return Math.max(1, nanos / 1_000_000);
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof Session session) {
            session.ready(System.nanoTime());
        } else if (key.attachment() instanceof BoundEndpoint endpoint) {
            accept(endpoint);
        }
    }

    private void accept(BoundEndpoint endpoint) {
        Set<Session> own = sessions.get(endpoint);
        try {
            while (own.size() < limits.sessions()) {
                SocketChannel channel = endpoint.channel().accept();
                if (channel == null) {
                    return;
                }
                channel.configureBlocking(false);
                if (channel.getLocalAddress() instanceof InetSocketAddress) {
                    // the end of an answer may be a packet of its own, which mustn't wait for anything
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    // who follows the log may be silent for ever, and may be gone without a word
                    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                }
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                Session session = new Session(key, commands, this, new Dialogue(endpoint.level(), limits.timeout()));
                key.attach(session);
                own.add(session);
            }
        } catch (IOException e) {
            LOG.warn("the admin socket lets nobody in for a moment: {}", e.getMessage());
            pausedUntil = System.nanoTime() + PAUSE.toNanos();
        }
    }
}

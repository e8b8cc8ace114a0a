package org.irilb.core.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Origin;
import org.irilb.core.kit.Setup;
import org.irilb.core.kit.Wire;

/**
 * A node that does proof of work as IRI does: one at a time, on after its client has gone, and an interrupt ends what
 * runs, whosever it is. Work takes as long as its body says, otherwise until the test ends it. Any thread.
 */
final class PowNode implements AutoCloseable {

    private static final Pattern MICROS = Pattern.compile("\"micros\":(\\d+)");
    private static final String INTERRUPTED = "{\"trytes\":[],\"duration\":0}";

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final Origin origin;
    /** Those that may end by themselves; guarded by {@code state}, as what follows is. */
    private int mayFinish;

    private String running = "";
    private boolean interrupted;
    private final List<String> attached = new ArrayList<>();
    private final Queue<String> hit = new ConcurrentLinkedQueue<>();
    private int interrupts;

    private PowNode() {
        this.origin = Origin.playing(this::play);
    }

    static PowNode start() {
        return new PowNode();
    }

    /** The body of work that is unlike others, and takes so long. */
    static String work(String name, long micros) {
        return "{\"command\":\"attachToTangle\",\"trytes\":[\"" + name + "\"],\"micros\":" + micros + "}";
    }

    /** What it answers when it has done all the work that {@code body} asks for. */
    static String done(String body) {
        return "{\"trytes\":[\"" + Integer.toHexString(body.hashCode()) + "\"],\"duration\":1}";
    }

    private void play(Wire wire, Origin node) {
        while (true) {
            Wire.Message request = node.next(wire);
            String answer = request.body().contains("\"attachToTangle\"")
                    ? attach(request.body())
                    : request.body().contains("\"interruptAttachingToTangle\"") ? interrupt() : "{\"duration\":0}";
            node.done();
            wire.send(Origin.ok(answer));
        }
    }

    private String attach(String body) {
        state.lock();
        try {
            attached.add(body);
            while (!running.isEmpty()) {
                changed.await();
            }
            running = body;
            interrupted = false;
            changed.signalAll();
            boolean found = work(body);
            running = "";
            changed.signalAll();
            return found ? done(body) : INTERRUPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the test is over";
        } finally {
            state.unlock();
        }
    }

    /** Returns whether nobody has interrupted it. */
    private boolean work(String body) throws InterruptedException {
        Matcher asked = MICROS.matcher(body);
        boolean timed = asked.find();
        long left = timed ? TimeUnit.MICROSECONDS.toNanos(Long.parseLong(asked.group(1))) : 0;
        while (!interrupted) {
            if (timed) {
                if (left <= 0) {
                    return true;
                }
                left = changed.awaitNanos(left);
            } else if (mayFinish > 0) {
                mayFinish--;
                return true;
            } else {
                changed.await();
            }
        }
        return false;
    }

    private String interrupt() {
        state.lock();
        try {
            interrupts++;
            if (!running.isEmpty() && !interrupted) {
                interrupted = true;
                hit.add(running);
                changed.signalAll();
            }
            return "{\"duration\":0}";
        } finally {
            state.unlock();
        }
    }

    /** Lets one more work end by itself. */
    void finish() {
        state.lock();
        try {
            mayFinish++;
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    void awaitRunning(String body) {
        Await.until("the node works on " + body, () -> running().equals(body));
    }

    void awaitIdle() {
        Await.until("the node has nothing to do", () -> running().isEmpty());
    }

    String running() {
        state.lock();
        try {
            return running;
        } finally {
            state.unlock();
        }
    }

    /** Bodies of the work that it was asked for, in order of arrival. */
    List<String> attached() {
        state.lock();
        try {
            return List.copyOf(attached);
        } finally {
            state.unlock();
        }
    }

    /** Bodies of the work that was interrupted. */
    List<String> hit() {
        return List.copyOf(hit);
    }

    /** How often it was asked to interrupt. */
    int interrupts() {
        state.lock();
        try {
            return interrupts;
        } finally {
            state.unlock();
        }
    }

    /** As member of both pools. */
    NodeConfig member(int maxInFlight) {
        return Setup.node(origin.port(), 1, maxInFlight);
    }

    Origin origin() {
        return origin;
    }

    @Override
    public void close() {
        origin.close();
    }
}

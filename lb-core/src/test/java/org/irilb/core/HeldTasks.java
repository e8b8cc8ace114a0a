package org.irilb.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.irilb.core.kit.Await;

/** Keeps what it is given until a test releases it. Any thread. */
final class HeldTasks implements Executor {

    private enum State {
        HOLDING,
        OPEN,
        REJECTING
    }

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private State state = State.HOLDING;

    @Override
    public synchronized void execute(Runnable task) {
        switch (state) {
            case HOLDING -> tasks.add(task);
            case OPEN -> run(task);
            case REJECTING -> throw new RejectedExecutionException("full");
        }
    }

    private static void run(Runnable task) {
        new Thread(task, "released").start();
    }

    /** Waits until something is held. */
    void awaitOne() {
        Await.until("a task is held", this::isHolding);
    }

    private synchronized boolean isHolding() {
        return !tasks.isEmpty();
    }

    /** Runs what is held, and from now on everything at once. */
    synchronized void release() {
        state = State.OPEN;
        tasks.forEach(HeldTasks::run);
        tasks.clear();
    }

    synchronized void hold() {
        state = State.HOLDING;
    }

    synchronized void reject() {
        state = State.REJECTING;
    }
}

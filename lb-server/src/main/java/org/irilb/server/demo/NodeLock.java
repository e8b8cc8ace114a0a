package org.irilb.server.demo;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * IRI's one lock: a command that needs it waits until those that came before it are done. Nothing blocks here; a task
 * holds the lock until {@link #release}. One loop's.
 */
final class NodeLock {

    private final EventExecutor loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean held;

    NodeLock(EventExecutor loop) {
        this.loop = loop;
    }

    void acquire(Runnable task) {
        assert loop.inEventLoop();
        if (held) {
            waiting.add(task);
            return;
        }
        held = true;
        task.run();
    }

    void release() {
        assert loop.inEventLoop() && held;
        Runnable next = waiting.poll();
        if (next == null) {
            held = false;
            return;
        }
        loop.execute(next); // not run from here: a long queue would be a deep stack
    }
}

package org.irilb.health.active;

import java.util.concurrent.CompletableFuture;
import org.irilb.health.check.Check;
import org.irilb.health.check.CheckResult;

/** What checks need of the world: sockets, time, and the one thread that all of this happens on. */
public interface Surroundings {

    /** Runs a check; its result is told on the thread. */
    CompletableFuture<CheckResult> run(Check check);

    /** Has something done on the thread as soon as it can. Any thread. */
    void execute(Runnable task);

    /** Has something done on the thread later. Any thread. */
    void schedule(Runnable task, long delayNanos);

    /** As {@link System#nanoTime()}. */
    long nanoTime();
}

package org.irilb.core.guard;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the threads that check passwords: few, and none while there is nothing to check. Stateless. */
public final class PasswordThreads {

    /** A second's work for one thread, with hashes as they are usual. */
    private static final int QUEUE = 64;

    private static final long IDLE_SECONDS = 10;

    private PasswordThreads() {}

    /** Up to a quarter of the cores; rejects what would have to wait behind 64 others. Needs no closing. */
    public static Executor create() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "irilb-password");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}

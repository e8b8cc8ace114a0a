package org.irilb.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as something to wait for, so that the program ends by itself, in order, and with exit code 0. A
 * second one interrupts whatever the thread that waited does then; a third one ends the process. Any thread.
 *
 * <p>A shutdown hook can't choose the exit code.
 */
final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final Thread waiting;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();

    private StopSignal(Thread waiting) {
        this.waiting = waiting;
    }

    /** For the thread that calls this. */
    static StopSignal install() {
        StopSignal stop = new StopSignal(Thread.currentThread());
        Signals.handle("TERM", () -> stop.receive("TERM"));
        Signals.handle("INT", () -> stop.receive("INT"));
        return stop;
    }

    /** As if the signal of this name had come. */
    void receive(String name) {
        LOG.info("stopping: SIG{}", name);
        switch (received.incrementAndGet()) {
            case 1 -> asked.countDown();
            case 2 -> waiting.interrupt();
            default -> Runtime.getRuntime().halt(1);
        }
    }

    /** Returns at the first signal. */
    void await() throws InterruptedException {
        asked.await();
    }
}

package org.irilb.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as something to wait for, so that the program ends by itself, in order, and with exit code 0. A
 * second one interrupts whatever the thread that waited does then, and ends the process a second later if that takes
 * longer; a third one ends it at once. Those that come right behind another are the same one: {@code timeout} sends to the
 * process and then to its group. Any thread.
 *
 * <p>A shutdown hook can't choose the exit code.
 */
final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Nobody asks again so soon. */
    static final Duration SAME = Duration.ofMillis(10);

    private final LongSupplier nanoTime;
    private final Thread waiting;
    private final Duration patience;
    private final Runnable end;
    private final CountDownLatch asked = new CountDownLatch(1);
    private int received;
    private long lastNanos;

    /**
     * @param nanoTime the present moment, as {@link System#nanoTime} tells it
     * @param waiting to be interrupted by a second signal
     * @param patience how long it may take from then on
     * @param end ends the process, whatever it does
     */
    StopSignal(LongSupplier nanoTime, Thread waiting, Duration patience, Runnable end) {
        this.nanoTime = nanoTime;
        this.waiting = waiting;
        this.patience = patience;
        this.end = end;
    }

    /** For the thread that calls this. */
    static StopSignal install() {
        StopSignal stop = new StopSignal(System::nanoTime, Thread.currentThread(), PATIENCE, StopSignal::halt);
        Signals.handle("TERM", () -> stop.receive("TERM"));
        Signals.handle("INT", () -> stop.receive("INT"));
        return stop;
    }

    /** As if the signal of this name had come. */
    synchronized void receive(String name) {
        long now = nanoTime.getAsLong();
        boolean same = received > 0 && now - lastNanos < SAME.toNanos();
        lastNanos = now;
        if (!same) {
            received++;
            act(name);
        }
    }

    private void act(String name) {
        switch (received) {
            case 1 -> {
                LOG.info("stopping: SIG{}", name);
                asked.countDown();
            }
            case 2 -> {
                LOG.warn("stopping at once: SIG{} again", name);
                waiting.interrupt();
                Thread last = new Thread(this::endLate, "irilb-stop");
                last.setDaemon(true);
                last.start();
            }
            default -> end.run();
        }
    }

    private void endLate() {
        try {
            Thread.sleep(patience.toMillis());
            LOG.warn("ended, as closing took more than {} ms", patience.toMillis());
            end.run();
        } catch (InterruptedException e) {
            // by nobody
        }
    }

    private static void halt() {
        LogSetup.end();
        Runtime.getRuntime().halt(1);
    }

    /** Returns at the first signal. */
    void await() throws InterruptedException {
        asked.await();
    }
}

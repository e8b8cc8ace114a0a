package org.irilb.server;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT as something to wait for, so that the program ends by itself, in order, and with exit code 0. A
 * second one interrupts whatever the thread that waited does then; a third one ends the process. Any thread.
 *
 * <p>Through reflection, because the compiler warns of {@code sun.misc.Signal} with no way to say that it is meant. A
 * shutdown hook would do without, but can't choose the exit code.
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
        try {
            stop.handle("TERM");
            stop.handle("INT");
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals end the program at once: {}", e.toString()); // -Xrs, or another kind of machine
        }
        return stop;
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                    receive(name);
                    return null;
                });
        Object wanted = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, wanted, ours);
    }

    private void receive(String name) {
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

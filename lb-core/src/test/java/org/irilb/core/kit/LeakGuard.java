package org.irilb.core.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the tests in which Netty reports a buffer that was never released: a class behind which it is looked for, or the
 * whole run, as it is looked for at its end. Registered for all tests of all modules as a service.
 */
public final class LeakGuard implements BeforeAllCallback, AfterAllCallback {

    /** All tests stand still for a look. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final AtomicLong LAST_LOOK = new AtomicLong(System.nanoTime());

    static {
        Leaks.listen();
    }

    /** The listener is in place before the first buffer is made. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(LeakGuard.class)).computeIfAbsent(EndOfRun.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        long last = LAST_LOOK.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_LOOKS.toNanos() && LAST_LOOK.compareAndSet(last, now)) {
            look(context.getDisplayName());
        }
    }

    private static void look(String last) {
        List<String> leaks = Leaks.take();
        if (!leaks.isEmpty()) {
            throw new AssertionError("buffers leaked in or before " + last + ":\n" + String.join("\n", leaks));
        }
    }

    /** Closed by JUnit behind the last class; what it throws fails the run. */
    private static final class EndOfRun implements AutoCloseable {

        @SuppressWarnings("unused") // by JUnit
        EndOfRun() {}

        @Override
        public void close() {
            look("the last class");
        }
    }
}

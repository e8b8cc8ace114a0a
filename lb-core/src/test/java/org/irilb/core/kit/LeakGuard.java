package org.irilb.core.kit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test class after which Netty reports a buffer that was never released. Registered for all tests of all
 * modules as a service.
 */
public final class LeakGuard implements BeforeAllCallback, AfterAllCallback {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // the one abstract method of the class
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new Listening<>(resource, samplingInterval);
            }
        });
    }

    /** Made public by Netty for subclasses like this one. */
    private static final class Listening<T> extends ResourceLeakDetector<T> {

        @SuppressWarnings("deprecation") // the constructor for factories
        Listening(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LEAKS.add(resourceType);
        }

        @Override
        protected boolean needReport() {
            return true;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // the factory is in place before the first buffer is made
    }

    @Override
    public void afterAll(ExtensionContext context) {
        provokeReports();
        if (!LEAKS.isEmpty()) {
            String leaks = String.join("\n", LEAKS);
            LEAKS.clear();
            throw new AssertionError("buffers leaked in or before " + context.getDisplayName() + ":\n" + leaks);
        }
    }

    /** Leaks are found when the garbage is collected and the next buffer is made. */
    private static void provokeReports() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            io.netty.buffer.PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
    }
}

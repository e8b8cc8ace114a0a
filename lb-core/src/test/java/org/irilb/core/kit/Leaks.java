package org.irilb.core.kit;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hears of buffers that were never released. Any thread. */
public final class Leaks {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private Leaks() {}

    /** Begins to listen; must come before the first buffer is made. */
    public static void listen() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // the one abstract method of the class
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new Listening<>(resource, samplingInterval);
            }
        });
    }

    /** All that was found since this was called last. Leaks show when garbage is collected and a buffer is made. */
    public static List<String> take() {
        collect();
        collect(); // what the first has found is handed over before what the second has
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        List<String> taken = new ArrayList<>();
        String leak;
        while ((leak = LEAKS.poll()) != null) {
            taken.add(leak);
        }
        return taken;
    }

    /** Returns once something that this collection has found is handed over. */
    private static void collect() {
        ReferenceQueue<Object> handedOver = new ReferenceQueue<>();
        Reference<Object> witness = new WeakReference<>(new Object(), handedOver);
        System.gc();
        Await.until("garbage is told of", () -> handedOver.poll() == witness);
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
}

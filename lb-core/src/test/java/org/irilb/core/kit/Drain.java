package org.irilb.core.kit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.irilb.core.LoadBalancer;

/** Has a balancer take no more connections, while a test goes on. Stateless. */
public final class Drain {

    private Drain() {}

    /** Returns once all loops know; done, with the connections that are left, when the balancer waits no longer. */
    public static CompletableFuture<Integer> begin(LoadBalancer balancer, Duration limit) {
        CompletableFuture<Integer> drained = CompletableFuture.supplyAsync(() -> {
            try {
                return balancer.drain(limit);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until("it drains", () -> balancer.status().stopping());
        balancer.loops().join(); // each answers after what it was told before
        return drained;
    }
}

package org.irilb.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;

class PasswordThreadsTest {

    @Test
    void takesSoMuchAndNoMore() {
        Executor threads = PasswordThreads.create();
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        int taken = 0;
        try {
            while (taken < 1000) {
                threads.execute(() -> {
                    Await.latch(hold);
                    done.incrementAndGet();
                });
                taken++;
            }
        } catch (RejectedExecutionException e) {
            // full
        }
        assertThat(taken).isBetween(65, 64 + Runtime.getRuntime().availableProcessors());
        hold.countDown();
        int all = taken;
        Await.until("what was taken is done", () -> done.get() == all);
    }
}

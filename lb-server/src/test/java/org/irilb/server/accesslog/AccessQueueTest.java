package org.irilb.server.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AccessQueueTest {

    private static int offered(AccessQueue queue, int times, int bodyBytes) {
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            if (queue.offer(Records.withBody(bodyBytes))) {
                accepted++;
            }
        }
        return accepted;
    }

    private static int polled(AccessQueue queue) {
        int count = 0;
        while (queue.poll() != null) {
            count++;
        }
        return count;
    }

    /** Not a power of two. */
    @Test
    void itHasRoomForSoManyRecordsAndForMoreOnceTheyAreTaken() {
        AccessQueue queue = new AccessQueue(1500);

        assertThat(offered(queue, 2000, 0)).isEqualTo(1500);
        assertThat(queue.size()).isEqualTo(1500);
        assertThat(queue.poll()).isNotNull();
        assertThat(offered(queue, 10, 0)).isEqualTo(1);
        assertThat(polled(queue)).isEqualTo(1500);
        assertThat(offered(queue, 2000, 0)).isEqualTo(1500);
    }

    @Test
    void longBodiesTakeMoreRoom() {
        AccessQueue queue = new AccessQueue(8192);

        assertThat(offered(queue, 100, 1_000_000)).isEqualTo(16);
        assertThat(offered(queue, 10, 100)).isEqualTo(10);
        assertThat(polled(queue)).isEqualTo(26);
        assertThat(offered(queue, 100, 1_000_000)).isEqualTo(16);
    }

    /** The writer goes to sleep again and again while others add; one of them left unseen would hang it. */
    @Test
    void nobodyWhoAddsIsSleptThrough() throws InterruptedException {
        int each = 20_000;
        AccessQueue queue = new AccessQueue(4 * each);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            while (taken.get() < 2 * each) {
                queue.await(() -> false);
                taken.addAndGet(polled(queue));
            }
            done.countDown();
        });
        writer.setDaemon(true);
        writer.start();
        Thread[] loops = {new Thread(() -> add(queue, taken, each)), new Thread(() -> add(queue, taken, each))};
        for (Thread loop : loops) {
            loop.start();
        }
        for (Thread loop : loops) {
            loop.join();
        }
        Await.until("all are taken", () -> done.getCount() == 0);
    }

    /** Lets the writer fall asleep now and then. */
    private static void add(AccessQueue queue, AtomicInteger taken, int times) {
        for (int i = 0; i < times; i++) {
            int before = taken.get();
            assertThat(queue.offer(Records.plain(200))).isTrue();
            if (i % 64 == 0) {
                Await.until("somebody's record is taken", () -> taken.get() > before);
            }
        }
    }

    @Test
    @Timeout(120)
    void otherWorkIsNotSleptThrough() {
        AccessQueue queue = new AccessQueue(1);

        queue.await(() -> true);
        LockSupport.unpark(Thread.currentThread());
        queue.await(() -> false);

        assertThat(queue.poll()).isNull();
    }
}

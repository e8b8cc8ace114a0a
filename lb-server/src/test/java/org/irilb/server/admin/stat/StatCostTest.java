package org.irilb.server.admin.stat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.junit.jupiter.api.Test;

/** What it costs to be looked at. */
final class StatCostTest {

    private static final int NODES = 500;
    private static final int LOOKS = 50;

    /** How long it takes is printed, and asserted by nobody. */
    @Test
    void aLookAtAThousandServersMakesLittleGarbage() {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(IntStream.rangeClosed(1, NODES)
                    .mapToObj(i -> Setup.node(i, 1, 1))
                    .toList());
            Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > 1);
            Statistics statistics = new Statistics(balancer);
            statistics.tick();
            look(statistics);
            long garbage = -allocated();
            long nanos = -System.nanoTime();
            long length = 0;
            for (int i = 0; i < LOOKS; i++) {
                length = look(statistics);
            }
            nanos += System.nanoTime();
            garbage += allocated();
            System.out.printf(
                    "show stat of %d servers: %d kB, %d kB of garbage, %.1f ms%n",
                    2 * NODES, length / 1000, garbage / LOOKS / 1000, nanos / 1e6 / LOOKS);
            assertThat(garbage / LOOKS).isLessThan(1_000_000);
        }
    }

    private static long look(Statistics statistics) {
        long length = 0;
        Iterator<ByteBuffer> pieces = StatForm.CSV
                .write(statistics.view(), RowFilter.ALL, true, false)
                .pieces();
        while (pieces.hasNext()) {
            length += pieces.next().remaining();
        }
        return length;
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}

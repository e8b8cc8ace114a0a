package org.irilb.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.irilb.core.LoadBalancer;
import org.irilb.core.kit.Await;
import org.irilb.core.kit.Setup;
import org.irilb.server.admin.stat.Statistics;
import org.irilb.server.text.Text;
import org.junit.jupiter.api.Test;

/** What it costs to be watched. */
final class MetricsTest {

    private static final int NODES = 1_000;
    private static final int SCRAPES = 30;

    private long now;

    /** How long it takes is printed, and asserted by nobody. */
    @Test
    void aScrapeOfAThousandNodesMakesLittleGarbage() throws Exception {
        try (LoadBalancer balancer = LoadBalancer.start(Setup.standard().config())) {
            balancer.updateNodes(IntStream.rangeClosed(1, NODES)
                    .mapToObj(i -> Setup.node(i, 1, 1))
                    .toList());
            Await.until("the nodes are known", () -> balancer.status().snapshotVersion() > 1);
            Metrics metrics = new Metrics(new Statistics(balancer), List.of(), () -> now);
            for (boolean gzip : List.of(false, true)) {
                scrape(metrics, gzip);
                long length = 0;
                long garbage = -allocated();
                long nanos = -System.nanoTime();
                for (int i = 0; i < SCRAPES; i++) {
                    length = scrape(metrics, gzip);
                }
                nanos += System.nanoTime();
                garbage += allocated();
                System.out.printf(
                        "a scrape of %d nodes in two pools%s: %d kB, %d kB of garbage, %.1f ms%n",
                        NODES,
                        gzip ? ", compressed" : "",
                        length / 1000,
                        garbage / SCRAPES / 1000,
                        nanos / 1e6 / SCRAPES);
                assertThat(garbage / SCRAPES).isLessThan(8_000_000);
            }
        }
    }

    private long scrape(Metrics metrics, boolean gzip) throws Exception {
        now += TimeUnit.SECONDS.toNanos(1);
        try (Text text = metrics.text(gzip)) {
            text.writeTo(OutputStream.nullOutputStream());
            return text.length();
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}

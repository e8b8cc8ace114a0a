package org.irilb.server.admin.stat;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Statistics} look every second, on a thread of its own. Any thread. */
public final class StatisticsTicker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsTicker.class);

    private final Statistics statistics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread ticking = new Thread(task, "irilb-statistics");
        ticking.setDaemon(true);
        return ticking;
    });

    private StatisticsTicker(Statistics statistics) {
        this.statistics = statistics;
        thread.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    public static StatisticsTicker start(Statistics statistics) {
        return new StatisticsTicker(statistics);
    }

    private void tick() {
        try {
            statistics.tick();
        } catch (RuntimeException e) {
            LOG.error("the figures of this second are lost", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

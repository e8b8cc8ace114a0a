package org.irilb.consul.roster;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.irilb.consul.text.Failures;
import org.irilb.consul.text.Text;
import org.irilb.core.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last good nodes of one service on disk. Writes on a thread of its own, so that a slow disk holds up nothing,
 * and of many changes in a row only the last. The source's loop calls it.
 */
public final class SnapshotKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final int SECONDS_TO_FINISH = 5;

    private final Path path;
    private final SnapshotFile file;
    private final String service;
    private final String datacenter;
    private final AtomicReference<Optional<List<NodeConfig>>> next = new AtomicReference<>(Optional.empty());
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "irilb-snapshot");
        thread.setDaemon(true);
        return thread;
    });
    /** The writer's. */
    private boolean failing;

    public SnapshotKeeper(Path path, String service, Optional<String> datacenter) {
        this.path = path;
        this.file = new SnapshotFile(path);
        this.service = service;
        this.datacenter = datacenter.orElse("");
    }

    /** What an earlier run left of this service; empty, and the reason in the log, if that is of no use. */
    public Optional<SnapshotFile.Content> read() {
        try {
            SnapshotFile.Content content = file.read();
            if (content.service().equals(service) && content.datacenter().equals(datacenter)) {
                return Optional.of(content);
            }
            LOG.warn("snapshot {}: of service {}, ignored (expected: {})", path, content.service(), service);
        } catch (NoSuchFileException e) {
            LOG.info("snapshot {}: there is none yet", path);
        } catch (IOException e) {
            LOG.warn("snapshot {}: cannot be read, ignored: {}", path, Failures.reason(e));
        } catch (IllegalArgumentException e) {
            LOG.warn("snapshot {}: ignored: {}", path, Text.printable(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    void save(List<NodeConfig> nodes) {
        if (next.getAndSet(Optional.of(nodes)).isEmpty()) {
            writer.execute(this::write);
        }
    }

    private void write() {
        List<NodeConfig> nodes = next.getAndSet(Optional.empty()).orElseThrow();
        try {
            file.write(
                    new SnapshotFile.Content(service, datacenter, Instant.now().toString(), nodes));
            if (failing) {
                LOG.info("snapshot {}: can be written again", path);
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "snapshot {}: cannot be written; a start without Consul will know less: {}",
                        path,
                        Failures.reason(e));
            }
            failing = true;
        }
    }

    /** What was to be saved is saved when this returns. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                LOG.warn("snapshot {}: not written in time", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

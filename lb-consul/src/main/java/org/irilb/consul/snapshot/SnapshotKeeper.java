package org.irilb.consul.snapshot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.irilb.consul.text.Failures;
import org.irilb.consul.text.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was last known on disk. Writes on a thread of its own, so that a slow disk holds up nothing, and of many
 * changes in a row only the last; what can't be written is tried again now and then. One thread calls it at a time.
 */
public final class SnapshotKeeper<C> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final int SECONDS_TO_FINISH = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    private final Path path;
    private final SnapshotFile<C> file;
    private final AtomicReference<Optional<C>> next = new AtomicReference<>(Optional.empty());
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "irilb-snapshot");
        thread.setDaemon(true);
        return thread;
    });
    /** What couldn't be written. The writer's. */
    private Optional<C> unsaved = Optional.empty();

    /** @param type a record that Jackson can write and read */
    public SnapshotKeeper(Path path, Class<C> type) {
        this(path, type, BETWEEN_TRIES);
    }

    SnapshotKeeper(Path path, Class<C> type, Duration betweenTries) {
        this.path = path;
        this.file = new SnapshotFile<>(path, type);
        long nanos = betweenTries.toNanos();
        writer.scheduleWithFixedDelay(this::write, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * What an earlier run left; empty, and the reason in the log, if that is of no use.
     *
     * @param isOurs whether it is about the same
     * @param expected what it should be about
     */
    public Optional<C> read(Predicate<C> isOurs, String expected) {
        try {
            C content = file.read();
            if (isOurs.test(content)) {
                return Optional.of(content);
            }
            LOG.warn("snapshot {}: of something else, ignored (expected: {})", path, expected);
        } catch (NoSuchFileException e) {
            LOG.info("snapshot {}: there is none yet", path);
        } catch (IOException e) {
            LOG.warn("snapshot {}: cannot be read, ignored: {}", path, Failures.reason(e));
        } catch (IllegalArgumentException e) {
            LOG.warn("snapshot {}: ignored: {}", path, Text.printable(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** Returns at once; what it says of time should be now. */
    public void save(C content) {
        if (next.getAndSet(Optional.of(content)).isEmpty()) {
            writer.execute(this::write);
        }
    }

    private void write() {
        boolean failing = unsaved.isPresent();
        Optional<C> newest = next.getAndSet(Optional.empty()).or(() -> unsaved);
        if (newest.isEmpty()) {
            return;
        }
        try {
            file.write(newest.get());
            unsaved = Optional.empty();
            if (failing) {
                LOG.info("snapshot {}: can be written again", path);
            }
        } catch (IOException e) {
            unsaved = newest;
            if (!failing) {
                LOG.warn(
                        "snapshot {}: cannot be written yet; a start without Consul would know less: {}",
                        path,
                        Failures.reason(e));
            }
        } catch (RuntimeException e) { // let go on, it would end the tries for good
            unsaved = newest;
            if (!failing) {
                LOG.error("snapshot {}: could not be made yet", path, e);
            }
        }
    }

    /** What was to be saved is saved when this returns, if it can be. A second time it does nothing. */
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        writer.execute(this::write);
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

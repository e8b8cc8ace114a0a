package org.irilb.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small text file that is looked at every second, because not every file system reports changes. A change counts when it
 * is seen twice, since the first time it may be half written. A file that can't be read leaves what was read before, with
 * a warning. The first look is the starter's, all others are its own thread's.
 */
public final class WatchedFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    /** How often it is looked at. */
    public static final Duration PACE = Duration.ofSeconds(1);

    private final Path file;
    private final Consumer<String> reader;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "irilb-file");
        watch.setDaemon(true);
        return watch;
    });
    private Optional<String> taken = Optional.empty();
    private Optional<String> seen = Optional.empty();
    private Optional<String> problem = Optional.empty();

    private WatchedFile(Path file, Consumer<String> reader) {
        this.file = file;
        this.reader = reader;
    }

    /** @param reader gets the file's text, and again whenever it is another */
    public static WatchedFile start(Path file, Consumer<String> reader) {
        return start(file, PACE, reader);
    }

    /** @param pace how often to look */
    public static WatchedFile start(Path file, Duration pace, Consumer<String> reader) {
        WatchedFile watched = new WatchedFile(file, reader);
        watched.look();
        watched.thread.scheduleWithFixedDelay(watched::look, pace.toNanos(), pace.toNanos(), TimeUnit.NANOSECONDS);
        return watched;
    }

    private void look() {
        try {
            String now = TextFile.read(file);
            if (problem.isPresent()) {
                LOG.info("{}: can be read again", file);
                problem = Optional.empty();
            }
            boolean rests = seen.isEmpty() || seen.get().equals(now);
            seen = Optional.of(now);
            if (rests && !taken.equals(seen)) {
                taken = seen;
                reader.accept(now);
            }
        } catch (IOException e) {
            if (!problem.equals(Optional.of(e.getMessage()))) {
                LOG.warn("{}: {}; what was read before stays", file, e.getMessage());
                problem = Optional.of(e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("{}: not taken over", file, e);
        }
    }

    /** Looks no more; the reader may be at its last text. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package org.irilb.consul.directory;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something happens in a directory, or time is up; where the system tells nothing (network filesystems,
 * no directory yet), time is what remains. One thread's: that of its source.
 */
final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private final Path directory;
    private final @Nullable WatchService events;
    private @Nullable WatchKey registration;
    private @Nullable Object registered;

    DirectoryWatch(Path directory) {
        this.directory = directory;
        this.events = service(directory);
        follow();
    }

    private static @Nullable WatchService service(Path directory) {
        try {
            return directory.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("{}: the system reports no changes, looking every few seconds: {}", directory, e.getMessage());
            return null;
        }
    }

    /**
     * Makes sure that it is this directory that is watched: another one may have been moved to its place since, and a
     * watch would follow the old one.
     */
    void follow() {
        if (events == null) {
            return;
        }
        try {
            Object present =
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
            if (registration != null && registration.isValid() && Objects.equals(present, registered)) {
                return;
            }
            cancel();
            registration = directory.register(events, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            registered = present;
        } catch (IOException e) {
            LOG.debug("{}: not watched: {}", directory, e.toString());
            cancel();
        }
    }

    /** Returns after {@code longest} or, once something has happened, as soon as nothing more does for {@code quiet}. */
    void await(Duration longest, Duration quiet) throws InterruptedException {
        if (events == null) {
            TimeUnit.NANOSECONDS.sleep(longest.toNanos());
            return;
        }
        long end = System.nanoTime() + longest.toNanos();
        WatchKey key = events.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            long left = Math.min(quiet.toNanos(), end - System.nanoTime());
            key = left > 0 ? events.poll(left, TimeUnit.NANOSECONDS) : null;
        }
    }

    private void cancel() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    @Override
    public void close() {
        try {
            if (events != null) {
                events.close();
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", directory, e.toString());
        }
    }
}

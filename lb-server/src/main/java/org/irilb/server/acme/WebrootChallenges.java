package org.irilb.server.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.irilb.core.http.ChallengeSource;

/** Files that certbot leaves in a directory for web servers ({@code certbot certonly --webroot}). Any thread. */
final class WebrootChallenges implements ChallengeSource, AutoCloseable {

    /** Larger files are none of certbot's. */
    private static final int LARGEST = 4096;

    /** Requests that may wait for the disk. */
    private static final int WAITING = 64;

    private final Path directory;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread reader = new Thread(task, "irilb-webroot");
                reader.setDaemon(true);
                return reader;
            });

    WebrootChallenges(Path webroot) {
        directory = webroot.resolve(ChallengeSource.PATH.substring(1));
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<Optional<String>> find(String token) {
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    found.complete(read(directory.resolve(token)));
                } catch (IOException e) {
                    found.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            found.completeExceptionally(e);
        }
        return found;
    }

    private static Optional<String> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package org.irilb.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Await;

/** A HAProxy that runs with a configuration, and whose admin socket is a file. */
final class HaproxyProcess implements AutoCloseable {

    private final Process process;

    private HaproxyProcess(Process process) {
        this.process = process;
    }

    /** Returns when the admin socket is there. */
    static HaproxyProcess start(Path directory, String configuration, Path socket) {
        try {
            Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
            Path log = directory.resolve("haproxy.log");
            Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            HaproxyProcess started = new HaproxyProcess(process);
            Await.until("HAProxy listens", () -> !process.isAlive() || Files.exists(socket));
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

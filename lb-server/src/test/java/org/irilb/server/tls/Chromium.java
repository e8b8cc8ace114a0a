package org.irilb.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.irilb.core.kit.Await;

/** A real browser without a screen, that shows a page, trusts every certificate and knows no host but 127.0.0.1. */
final class Chromium implements AutoCloseable {

    private final Path output;
    private final Process process;

    private Chromium(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** @param home holds whatever it writes */
    static Chromium show(String url, Path home) throws IOException {
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox", // which root has to say
                        "--no-zygote", // so that all its processes are its children
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--no-proxy-server",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--ignore-certificate-errors",
                        "--user-data-dir=" + home.resolve("profile"),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", home.toString());
        return new Chromium(output, builder.start());
    }

    /** Fails, with what it has printed, if it has ended by itself. */
    void requireRunning() {
        if (!process.isAlive()) {
            throw new AssertionError("chromium has ended: " + printed());
        }
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Await.until(
                "chromium has ended",
                () -> !process.isAlive() && children.stream().noneMatch(Chromium::runs));
    }

    /** An orphan that has ended is listed until somebody waits for it, but has no program any more. */
    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }
}

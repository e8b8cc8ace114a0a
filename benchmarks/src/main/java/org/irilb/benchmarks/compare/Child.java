package org.irilb.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours, ended by its own handle and never by name. Main thread only. */
final class Child implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output takes what it prints */
    static Child start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = builder.redirectOutput(output.toFile()).start();
        // The last resort when the comparison itself is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Child(process, output);
    }

    ProcessTicks ticks() throws IOException {
        return ProcessTicks.of(process.pid());
    }

    /** Resident memory now, in KiB; proc(5), {@code VmRSS}. */
    long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("process " + process.pid() + ": no VmRSS"));
    }

    /** Tells a JVM something by jcmd, which each JDK has; returns what it answers. */
    String jcmd(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process told = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (told.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + answer);
        }
        return answer;
    }

    /** @throws IllegalStateException if it has ended, with what it printed */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(process.info().commandLine().orElse("a process") + " ended with "
                    + process.exitValue() + "; printed: " + printed());
        }
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

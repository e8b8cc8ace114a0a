package org.irilb.server;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.irilb.core.kit.Await;

/** The packaged program as a process of its own. One thread's. */
final class Launched implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it in {@code dir}, where its output is kept, too.
     *
     * @param jvmOptions for Java itself
     */
    static Launched start(Path dir, List<String> jvmOptions, String... args) {
        return start(dir, true, java(jvmOptions, args));
    }

    /** Starts it with that many file descriptors, and no way to get more. */
    static Launched limited(Path dir, int descriptors, String... args) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$0\" \"$@\""));
        command.addAll(java(List.of(), args));
        return start(dir, true, command);
    }

    /** Starts it with a pipe that nobody reads as its output. */
    static Launched unread(Path dir, String... args) {
        return start(dir, false, java(List.of(), args));
    }

    /** Starts a script of {@code config/}, which is told where jar, Java and configuration are. */
    static Launched script(Path dir, String name, Path config, String... args) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "LB_SERVER_JAR=" + System.getProperty("lb-server.jar"),
                "LB_CONFIG=" + config,
                "PATH=" + System.getProperty("java.home") + "/bin:/usr/bin:/bin",
                Path.of("..", "config", name).toAbsolutePath().normalize().toString()));
        command.addAll(List.of(args));
        return start(dir, true, command);
    }

    private static List<String> java(List<String> jvmOptions, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it lives for too short a time to gain by more
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(System.getProperty("lb-server.jar"));
        command.addAll(List.of(args));
        return command;
    }

    private static Launched start(Path dir, boolean kept, List<String> command) {
        try {
            Path out = Files.createTempFile(dir, "out", ".txt");
            Path err = Files.createTempFile(dir, "err", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(dir.toFile())
                    .redirectOutput(kept ? Redirect.to(out.toFile()) : Redirect.PIPE)
                    .redirectError(err.toFile())
                    .start();
            return new Launched(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Launched start(Path dir, String... args) {
        return start(dir, List.of(), args);
    }

    /** Waits until what it has printed matches; returns the first group. */
    String await(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Await.until("'" + regex + "' in the output; " + this, () -> {
            if (!process.isAlive() && !pattern.matcher(out()).find()) {
                throw new AssertionError("it has ended without '" + regex + "': " + this);
            }
            return pattern.matcher(out()).find();
        });
        Matcher matcher = pattern.matcher(out());
        matcher.find();
        return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }

    /** What is ignored by this process is ignored by those that it starts: SIGINT in a background job, SIGHUP by nohup. */
    private static boolean isIgnored(String signal) {
        int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) >> number - 1 & 1) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by its name, e.g. {@code INT}; skips the test if the process can't hear it. */
    void signal(String name) {
        assumeFalse(isIgnored(name), "SIG" + name + " is ignored here, and so by every process that is started");
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it doesn't end: " + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Processor time that it has used, in the system's ticks (man proc, "/proc/pid/stat"), of which 100 are a second. */
    long ticks() {
        String[] fields = read(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public String toString() {
        return "stdout: " + out() + ", stderr: " + err();
    }
}

package org.irilb.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Monitoring clients at work, in a process of their own. In truth they would run on other machines; so on this one they
 * get only processor time that nobody else wants, at once (SCHED_IDLE, sched(7)): a process that is merely nice would
 * still keep those who are measured waiting until the kernel's next tick. Main thread only.
 */
final class Watchers implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Watchers(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** @param count how many there are, each of whom asks all questions once a second */
    static Watchers start(int count, List<Question> questions) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "chrt",
                "--idle",
                "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WatchersMain.class.getName(),
                Integer.toString(count)));
        questions.forEach(question -> command.addAll(List.of(Integer.toString(question.port()), question.text())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Watchers(process);
    }

    /** Returns once they ask. */
    void awaitBegin() throws IOException, BadRun {
        String line = output.readLine();
        if (!WatchersMain.BEGUN.equals(line)) {
            throw new BadRun("those who watch said: " + line);
        }
    }

    /** Has them end once they have got the answers that are under way. */
    Tally stop() throws IOException, BadRun {
        process.getOutputStream().close();
        String line = output.readLine();
        if (line == null) {
            throw new BadRun("those who watch have failed");
        }
        return Tally.parse(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

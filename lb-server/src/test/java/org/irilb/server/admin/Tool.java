package org.irilb.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.irilb.core.kit.Await;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that operators use. */
public final class Tool {

    private Tool() {}

    /** Skips the test, and says so, if the program isn't installed; with CI=true in the environment it fails. */
    public static void require(String program) {
        boolean there = run("command -v " + program).exit() == 0;
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(
                    program + " isn't installed (expected with CI=true: apt-get install " + program + ")");
        }
        if (!there) {
            System.out.println("SKIPPED: " + program + " isn't installed (apt-get install " + program + ")");
        }
        Assumptions.assumeTrue(there, program);
    }

    /** What a command line has printed, without errors, and its exit code. */
    public record Outcome(int exit, List<String> lines) {}

    public static Outcome run(String commandLine) {
        try {
            Process process = new ProcessBuilder("bash", "-c", commandLine)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            return new Outcome(process.exitValue(), output.lines().toList());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(commandLine, e);
        }
    }
}

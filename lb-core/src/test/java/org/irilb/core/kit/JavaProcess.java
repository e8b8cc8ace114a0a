package org.irilb.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a process of its own, where nothing of theirs is in its way nor it in theirs. Stateless. */
public final class JavaProcess {

    private JavaProcess() {}

    /**
     * Runs it to its end, which has to be a good one.
     *
     * @param heap its largest size, as {@code -Xmx} takes it
     * @return the words that it has printed
     */
    public static List<String> run(String heap, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as("exit code").isZero();
        return List.of(printed.trim().split(" "));
    }
}

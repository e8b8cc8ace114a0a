package org.irilb.consul.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds a consul binary, once per JVM: on PATH, else the one that {@code .ci/consul} fetches. */
final class ConsulBinary {

    /** @param path empty if there is none, for the reason given */
    private record Found(String path, String reason) {}

    private static final class Once {
        private static final Found FOUND = find();
    }

    private ConsulBinary() {}

    static String orSkip() {
        Found found = Once.FOUND;
        if (found.path().isEmpty()) {
            String message = "no consul to test with: " + found.reason();
            System.out.println(message);
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return found.path();
    }

    private static Found find() {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            Path binary = Path.of(directory, "consul");
            if (Files.isExecutable(binary) && Files.isRegularFile(binary)) {
                return new Found(binary.toString(), "");
            }
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve(".ci").resolve("consul"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(ConsulBinary::fetch)
                .orElse(new Found("", "none on PATH, and no .ci/consul above " + here));
    }

    private static Found fetch(Path script) {
        try {
            Path errors = Files.createTempFile("consul", ".err");
            Process process = new ProcessBuilder(script.toString())
                    .redirectError(errors.toFile())
                    .start();
            String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean fetched = process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
            String reason = Files.readString(errors).strip();
            Files.delete(errors);
            return fetched ? new Found(path, "") : new Found("", reason);
        } catch (IOException e) {
            return new Found("", script + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found("", script + ": interrupted");
        }
    }
}

package org.irilb.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file that is being read, and what was found wrong in it so far. One thread's. */
final class Source {

    private final Path file;
    private final Map<String, String> environment;
    private final List<Path> expected = new ArrayList<>();
    private final Map<Endpoint, String> listening = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param environment what <code>${NAME}</code> in values stands for */
    Source(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** A path as the file means it: relative ones start where the file is. */
    Kind<Path> path() {
        return new Kind<>(
                "a path", text -> Optional.of(text).filter(t -> !t.isEmpty()).map(this::resolve), Path::toString);
    }

    /** A file in PEM that has to be there; its path is told even if it isn't. */
    Optional<Path> pem(Section section, String key) {
        Optional<Path> file = section.optional(key, path(), Optional.empty());
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> section.problem(key, path + ": cannot be read (expected: a file in PEM)"));
        return file;
    }

    /** Absolute. */
    Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    /** Has a key's address known as one that is listened on, which only one key's can be. */
    void listen(Section section, String key, Endpoint address) {
        String first = listening.putIfAbsent(address, section.full(key));
        if (first != null && address.port() > 0) {
            section.problem(key, address + " (expected: another address than " + first + ")");
        }
    }

    /** Has a file known that will be there once the program runs. */
    void expect(Path file) {
        expected.add(file);
    }

    /** Whether a file is one that {@link #expect} speaks of and that isn't there yet. */
    boolean isExpected(Path file) {
        return expected.contains(file) && !Files.exists(file);
    }

    void problem(int line, String key, String text) {
        problem(new Problem(file, line, key, text));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** @throws ConfigException with all problems, if there are any */
    void end() throws ConfigException {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new ConfigException(problems);
        }
    }
}

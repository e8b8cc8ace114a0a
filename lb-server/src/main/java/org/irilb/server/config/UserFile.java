package org.irilb.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.irilb.core.config.UserConfig;

/**
 * What a file with one {@code name:hash} a line says, as htpasswd writes it; {@code #} begins a comment line.
 *
 * @param users of all lines that could be read
 * @param problems one for each line that couldn't; none shows a hash
 */
public record UserFile(List<UserConfig> users, List<Problem> problems) {

    /** @param file whose text it is, to be named in problems */
    public static UserFile parse(Path file, String text) {
        List<UserConfig> users = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Optional<String> problem = problem(line, names);
            if (problem.isPresent()) {
                problems.add(new Problem(file, number, "", problem.get()));
            } else {
                users.add(user(line));
            }
        }
        return new UserFile(List.copyOf(users), List.copyOf(problems));
    }

    private static Optional<String> problem(String line, Set<String> names) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(0, colon));
        if (colon < 0 || BasicAuthReader.USER.reader().apply(name).isEmpty()) {
            return Optional.of("no user (expected: name:hash)");
        }
        if (!UserConfig.isHash(line.substring(colon + 1))) {
            return Optional.of("hash of " + name + " (expected: " + UserConfig.EXPECTED_HASH + ")");
        }
        return names.add(name) ? Optional.empty() : Optional.of(name + " (expected: a name, unlike the others)");
    }

    private static UserConfig user(String line) {
        int colon = line.indexOf(':');
        return new UserConfig(line.substring(0, colon), line.substring(colon + 1));
    }
}

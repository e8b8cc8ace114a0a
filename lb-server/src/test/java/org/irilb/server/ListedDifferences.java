package org.irilb.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of docs/haproxy-differences.md, which list how answers differ: commands, the parts that differ, and why. A part is
 * {@code -} and what only HAProxy says, {@code +} and what only iri-lb says, or what both say with differing details. A
 * {@code *} at the end of either stands for any end.
 */
final class ListedDifferences {

    /** A part of an answer to a command. */
    record Difference(String command, String part) {

        boolean covers(Difference other) {
            return isPattern(command, other.command) && isPattern(part, other.part);
        }

        private static boolean isPattern(String pattern, String text) {
            return pattern.endsWith("*")
                    ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                    : text.equals(pattern);
        }
    }

    private static final Path FILE = Path.of("..", "docs", "haproxy-differences.md");

    private static final Pattern CODE = Pattern.compile("``([^`]+(?:`[^`]+)*)``|`([^`]*)`");

    private ListedDifferences() {}

    /**
     * That all that was found is listed, and that all that is listed was found.
     *
     * @param about which commands were compared
     */
    static void assertListed(List<Difference> found, Predicate<String> about) throws IOException {
        List<Difference> listed =
                read().stream().filter(entry -> about.test(entry.command())).toList();
        assertThat(rows(found, difference -> listed.stream().noneMatch(entry -> entry.covers(difference))))
                .as("differences that aren't in " + FILE)
                .isEmpty();
        assertThat(rows(listed, entry -> found.stream().noneMatch(entry::covers)))
                .as("differences of " + FILE + " that there are no more")
                .isEmpty();
    }

    private static String rows(List<Difference> differences, Predicate<Difference> which) {
        return differences.stream()
                .filter(which)
                .map(difference -> "| `" + difference.command() + "` | `" + difference.part() + "` | |")
                .collect(Collectors.joining("\n"));
    }

    private static List<Difference> read() throws IOException {
        List<Difference> all = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("| `")) {
                String[] cells = line.substring(2).split(" \\| ", 3);
                for (String command : code(cells[0])) {
                    code(cells[1]).forEach(part -> all.add(new Difference(command, part)));
                }
            }
        }
        return all;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toList();
    }
}

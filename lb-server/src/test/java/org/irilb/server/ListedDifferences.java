package org.irilb.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tables of a Markdown file that lists how answers differ: commands, the parts that differ, and why. A part is
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

    private static final Pattern CODE = Pattern.compile("``([^`]+(?:`[^`]+)*)``|`([^`]*)`");

    private ListedDifferences() {}

    static List<Difference> read(Path file) throws IOException {
        List<Difference> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
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

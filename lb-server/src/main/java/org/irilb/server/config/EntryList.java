package org.irilb.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.text.Text;
import org.irilb.core.config.AddressBlock;

/**
 * What a text with one entry a line says; {@code #} begins a comment.
 *
 * @param entries of all lines that could be read
 * @param problems one for each line that couldn't
 */
public record EntryList<T>(List<T> entries, List<BadLine> problems) {

    /**
     * A line that can't be read.
     *
     * @param number from 1
     * @param text the line, or its beginning, fit to print, and what was expected
     */
    public record BadLine(int number, String text) {}

    /** A line is an address, or a block such as {@code 10.0.0.0/8}. */
    public static EntryList<AddressBlock> addresses(String text) {
        return parse(text, Addresses.ADDRESS_BLOCK);
    }

    /** A line is the name of a command. */
    public static EntryList<String> commands(String text) {
        return parse(text, Kind.COMMAND);
    }

    private static <T> EntryList<T> parse(String text, Kind<T> kind) {
        List<T> entries = new ArrayList<>();
        List<BadLine> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String entry = line.replaceFirst("#.*", "").strip();
            if (entry.isEmpty()) {
                continue;
            }
            Optional<T> read = kind.reader().apply(entry);
            read.ifPresent(entries::add);
            if (read.isEmpty()) {
                problems.add(new BadLine(number, Text.printable(entry) + " (expected: " + kind.expected() + ")"));
            }
        }
        return new EntryList<>(List.copyOf(entries), List.copyOf(problems));
    }
}

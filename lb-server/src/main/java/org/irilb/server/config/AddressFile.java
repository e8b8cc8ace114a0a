package org.irilb.server.config;

import static org.irilb.server.config.Addresses.ADDRESS_BLOCK;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.irilb.core.config.AddressBlock;

/**
 * What a file with one address or block a line says; {@code #} begins a comment.
 *
 * @param blocks of all lines that could be read
 * @param problems one for each line that couldn't
 */
public record AddressFile(List<AddressBlock> blocks, List<Problem> problems) {

    /** @throws IOException if the file can't be read, with a message that completes {@code file: ...} */
    public static AddressFile read(Path file) throws IOException {
        return parse(file, TextFile.read(file));
    }

    /** @param file whose text it is, to be named in problems */
    public static AddressFile parse(Path file, String text) {
        List<AddressBlock> blocks = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String entry = line.replaceFirst("#.*", "").strip();
            if (entry.isEmpty()) {
                continue;
            }
            Optional<AddressBlock> block = ADDRESS_BLOCK.reader().apply(entry);
            block.ifPresent(blocks::add);
            if (block.isEmpty()) {
                problems.add(new Problem(file, number, "", entry + " (expected: " + ADDRESS_BLOCK.expected() + ")"));
            }
        }
        return new AddressFile(List.copyOf(blocks), List.copyOf(problems));
    }
}

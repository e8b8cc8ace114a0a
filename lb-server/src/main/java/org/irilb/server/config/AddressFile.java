package org.irilb.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        EntryList<AddressBlock> list = EntryList.addresses(text);
        List<Problem> problems = list.problems().stream()
                .map(line -> new Problem(file, line.number(), "", line.text()))
                .toList();
        return new AddressFile(list.entries(), problems);
    }
}

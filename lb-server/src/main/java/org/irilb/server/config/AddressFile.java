package org.irilb.server.config;

import static org.irilb.server.config.Addresses.ADDRESS;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file with one address a line; {@code #} begins a comment. Stateless. */
final class AddressFile {

    private AddressFile() {}

    /** @throws IOException if the file can't be read, with a message that completes {@code file: ...} */
    static List<InetAddress> read(Path file, Source source) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        int number = 0;
        for (String line : TextFile.read(file).lines().toList()) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            Optional<InetAddress> address = ADDRESS.reader().apply(text);
            address.ifPresent(addresses::add);
            if (address.isEmpty()) {
                source.problem(new Problem(file, number, "", text + " (expected: " + ADDRESS.expected() + ")"));
            }
        }
        return addresses;
    }
}

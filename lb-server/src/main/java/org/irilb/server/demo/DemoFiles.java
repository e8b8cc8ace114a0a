package org.irilb.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The demo's files, in a directory of their own that goes when they are closed: a configuration, a service definition
 * per node, and the body of an attachToTangle. One thread's.
 *
 * @param directory that they are in
 */
record DemoFiles(Path directory) implements AutoCloseable {

    static DemoFiles create() {
        try {
            DemoFiles files = new DemoFiles(Files.createTempDirectory("iri-lb-demo-"));
            Files.createDirectory(files.services());
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("no temporary directory: " + e.getMessage(), e));
        }
    }

    Path services() {
        return directory.resolve("services");
    }

    Path attach() {
        return directory.resolve("attach.json");
    }

    Path config() {
        return directory.resolve("lb.yml");
    }

    /** Nobody is whitelisted, so that refusals can be seen from this machine. */
    void writeConfig(int port, int adminPort) {
        write(config(), """
                listeners:
                  - { name: iri_front, bind: "127.0.0.1:%d" }
                rules:
                  whitelist: { addresses: [] }
                nodes:
                  directory: services
                admin:
                  socket: "127.0.0.1:%d"
                  web: null
                """.formatted(port, adminPort));
    }

    void writeService(String name, int port, List<String> tags) {
        String quoted = tags.stream().map(tag -> "\"haproxy." + tag + "\"").collect(Collectors.joining(", "));
        write(services().resolve(name + ".json"), """
                {
                  "ID": "127.0.0.1:%1$d",
                  "Name": "iri",
                  "Tags": [%2$s],
                  "Address": "127.0.0.1",
                  "Port": %1$d
                }
                """.formatted(port, quoted));
    }

    /** One transaction of nothing but zeros. */
    void writeAttach() {
        write(attach(), """
                {"command": "attachToTangle", "trunkTransaction": "%1$s", "branchTransaction": "%1$s",
                 "minWeightMagnitude": 9, "trytes": ["%2$s"]}
                """.formatted(Recorded.MILESTONE, "9".repeat(Transaction.LENGTH)));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("can't write " + file + ": " + e.getMessage(), e));
        }
    }

    /** Removes the directory with all that is in it, the user's own files, too. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // it went while we looked
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("can't remove " + directory + ": " + e.getMessage(), e));
        }
    }
}

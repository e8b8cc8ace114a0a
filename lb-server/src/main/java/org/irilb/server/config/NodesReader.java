package org.irilb.server.config;

/** The keys below {@code nodes}: exactly one of {@code directory} and {@code consul}. */
final class NodesReader {

    private final Source source;

    NodesReader(Source source) {
        this.source = source;
    }

    NodesSettings read(Section nodes) {
        nodes.mayHave("directory", "consul");
        if (!nodes.has("consul")) {
            return new NodesSettings.Directory(nodes.value("directory", source.path(), source.resolve("services")));
        }
        if (nodes.has("directory")) {
            nodes.problem("consul", "given beside directory (expected: exactly one of directory, consul)");
        }
        return nodes.section("consul", new ConsulReader(source)::read);
    }
}

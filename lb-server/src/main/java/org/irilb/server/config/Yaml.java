package org.irilb.server.config;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML 1.2 as a tree that knows its lines, and back. Stateless. */
final class Yaml {

    private Yaml() {}

    /**
     * The only document of a file; nothing if the file is empty.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it isn't YAML
     */
    static Optional<Node> read(String text) {
        // keys that are no names are refused by whoever reads the tree, with their line
        LoadSettings settings =
                LoadSettings.builder().setAllowNonScalarKeys(true).build();
        Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
        return new Composer(settings, new BoundedParser(parser)).getSingleNode();
    }

    /** A text of ours that is known to be right. */
    static Node parse(String text) {
        return read(text).orElseThrow();
    }

    static String write(Map<String, Object> mapping) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(mapping);
    }
}

package org.irilb.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the file, read key by key. Whoever reads a key gets its value, or the fallback; a wrong value is noted as
 * a problem, and the fallback lets the reading go on. Everything read is also kept as effective, in the order of
 * reading. One thread's.
 */
final class Section {

    private final Source source;
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, Object> effective = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Source source, String path, int line) {
        this.source = source;
        this.path = path;
        this.line = line;
    }

    /** The file's whole mapping; empty if the file is. */
    static <T> T root(Source source, Optional<Node> node, Function<Section, T> reader) {
        return read(source, "", 1, node, reader);
    }

    private static <T> T read(Source source, String path, int line, Optional<Node> node, Function<Section, T> reader) {
        Section section = new Section(source, path, line);
        node.filter(n -> n.getTag() != Tag.NULL).ifPresent(section::fill);
        T result = reader.apply(section);
        section.refuseUnknown();
        return result;
    }

    private void fill(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            source.problem(line(node), path, "not a mapping (expected: keys with values)");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                source.problem(line(entry.getKeyNode()), path, "a key that is no name (expected: a name)");
                continue;
            }
            Integer first = lines.putIfAbsent(key.getValue(), line(key));
            if (first != null) {
                source.problem(
                        line(key), full(key.getValue()), "given twice (expected: once, as on line " + first + ")");
                continue;
            }
            values.put(key.getValue(), entry.getValueNode());
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** The key as it is told. */
    String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void refuseUnknown() {
        known.addAll(effective.keySet());
        lines.forEach((key, at) -> {
            if (!known.contains(key)) {
                source.problem(at, full(key), "unknown key (expected: one of " + String.join(", ", known) + ")");
            }
        });
    }

    /** All that was read, with fallbacks for what isn't given. */
    Map<String, Object> effective() {
        return effective;
    }

    /** Makes keys known that aren't always read. */
    void mayHave(String... keys) {
        known.addAll(List.of(keys));
    }

    /** Whether the key is in the file, with whatever value. */
    boolean has(String key) {
        return lines.containsKey(key);
    }

    <T> T value(String key, Kind<T> kind, T fallback) {
        Node node = values.get(key);
        T value = node == null ? fallback : scalar(node, full(key), kind).orElse(fallback);
        effective.put(key, written(kind, value));
        return value;
    }

    /** @param standIn what to read on with if the value is missing or wrong */
    <T> T required(String key, Kind<T> kind, T standIn) {
        if (!has(key)) {
            problem(key, "missing (expected: " + kind.expected() + ")");
        }
        return value(key, kind, standIn);
    }

    /** A value that may be {@code null}, or empty, which says that there is none. */
    <T> Optional<T> optional(String key, Kind<T> kind, Optional<T> fallback) {
        Node node = values.get(key);
        Optional<T> value = fallback;
        if (node != null) {
            value = node.getTag() == Tag.NULL ? Optional.empty() : scalar(node, full(key), kind, true);
        }
        effective.put(key, value.map(v -> written(kind, v)).orElse(null));
        return value;
    }

    <T> List<T> list(String key, Kind<T> kind, List<T> fallback) {
        Node node = values.get(key);
        List<T> list = fallback;
        if (node != null) {
            list = new ArrayList<>();
            int i = 0;
            for (Node item : items(node, full(key))) {
                scalar(item, full(key) + "[" + i++ + "]", kind).ifPresent(list::add);
            }
        }
        effective.put(key, list.stream().map(value -> written(kind, value)).toList());
        return list;
    }

    /** A list whose items are values, or mappings that say more. */
    <T> List<T> entries(String key, Kind<T> kind, Function<Section, T> reader) {
        List<T> entries = new ArrayList<>();
        List<Object> written = new ArrayList<>();
        for (Node item : has(key) ? items(values.get(key), full(key)) : List.<Node>of()) {
            String at = full(key) + "[" + written.size() + "]";
            if (item instanceof MappingNode) {
                entries.add(read(source, at, line(item), Optional.of(item), section -> {
                    written.add(section.effective());
                    return reader.apply(section);
                }));
            } else {
                Optional<T> value = scalar(item, at, kind);
                value.ifPresent(entries::add);
                written.add(value.map(v -> written(kind, v)).orElse(null));
            }
        }
        effective.put(key, written);
        return entries;
    }

    /** A mapping of any names of a kind to values; the fallback only if it isn't there. */
    <T> Map<String, T> map(String key, Kind<String> name, Kind<T> kind, Map<String, T> fallback) {
        Map<String, T> map = has(key) ? section(key, section -> section.all(name, kind)) : fallback;
        Map<String, Object> written = new LinkedHashMap<>();
        map.forEach((entry, value) -> written.put(entry, written(kind, value)));
        effective.put(key, written);
        return map;
    }

    private <T> Map<String, T> all(Kind<String> name, Kind<T> kind) {
        Map<String, T> all = new LinkedHashMap<>();
        values.forEach((key, node) -> {
            mayHave(key);
            Optional<T> value = scalar(node, full(key), kind);
            if (name.reader().apply(key).isEmpty()) {
                problem(key, "not such a name (expected: " + name.expected() + ")");
            } else {
                value.ifPresent(v -> all.put(key, v));
            }
        });
        return all;
    }

    /** A mapping below this one; without it, {@code reader} sees an empty one. */
    <T> T section(String key, Function<Section, T> reader) {
        return read(source, full(key), lineOf(key), Optional.ofNullable(values.get(key)), section -> {
            effective.put(key, section.effective());
            return reader.apply(section);
        });
    }

    /** A mapping that may be missing or {@code null}, which says that there is none. */
    <T> Optional<T> optionalSection(String key, Function<Section, T> reader) {
        Node node = values.get(key);
        if (node == null || node.getTag() == Tag.NULL) {
            effective.put(key, null);
            return Optional.empty();
        }
        return Optional.of(section(key, reader));
    }

    /** A list of at least one mapping; without it, {@code fallback} is read instead. */
    <T> List<T> sections(String key, Supplier<Node> fallback, Function<Section, T> reader) {
        if (values.get(key) instanceof SequenceNode list && list.getValue().isEmpty()) {
            problem(key, "empty (expected: at least one)");
        }
        return sectionsOrNone(key, fallback, reader);
    }

    /** A list of mappings; without it, {@code fallback} is read instead. */
    <T> List<T> sectionsOrNone(String key, Supplier<Node> fallback, Function<Section, T> reader) {
        Node node = has(key) ? values.get(key) : fallback.get();
        List<T> results = new ArrayList<>();
        List<Object> written = new ArrayList<>();
        for (Node item : items(node, full(key))) {
            String at = full(key) + "[" + results.size() + "]";
            results.add(read(source, at, has(key) ? line(item) : line, Optional.of(item), section -> {
                written.add(section.effective());
                return reader.apply(section);
            }));
        }
        effective.put(key, written);
        return results;
    }

    private List<Node> items(Node node, String at) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        source.problem(line(node), at, "not a list (expected: a list)");
        return List.of();
    }

    private <T> Optional<T> scalar(Node node, String at, Kind<T> kind) {
        return scalar(node, at, kind, false);
    }

    /** @param mayVanish whether a placeholder that stands for nothing is no value, instead of a wrong one */
    private <T> Optional<T> scalar(Node node, String at, Kind<T> kind, boolean mayVanish) {
        if (!(node instanceof ScalarNode scalar)) {
            String what = node instanceof MappingNode ? "a mapping" : "a list";
            source.problem(line(node), at, what + " (expected: " + kind.expected() + ")");
            return Optional.empty();
        }
        boolean vanishes = mayVanish && scalar.getValue().contains("${");
        return text(scalar, at).filter(text -> !(vanishes && text.isEmpty())).flatMap(text -> {
            Optional<T> value =
                    node.getTag() == Tag.NULL ? Optional.empty() : kind.reader().apply(text);
            if (value.isEmpty()) {
                source.problem(line(node), at, shown(text) + " (expected: " + kind.expected() + ")");
            }
            return value;
        });
    }

    /** With its placeholders replaced; nothing, and a problem, if that fails. */
    private Optional<String> text(ScalarNode scalar, String at) {
        try {
            return Optional.of(Placeholders.expand(scalar.getValue(), source.environment()));
        } catch (IllegalArgumentException e) {
            source.problem(line(scalar), at, e.getMessage());
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '\'' && c < 0x7f);
        return plain ? text : "'" + text.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private static <T> Object written(Kind<T> kind, T value) {
        Object written = kind.writer().apply(value);
        return written instanceof String text ? Placeholders.escape(text) : written;
    }

    private int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    /** Notes what is wrong about a key, or about the whole section if the key isn't there. */
    void problem(String key, String text) {
        source.problem(lineOf(key), full(key), text);
    }
}

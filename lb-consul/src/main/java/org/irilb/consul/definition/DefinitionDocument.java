package org.irilb.consul.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A file of service definitions, to be changed and written again. One thread's. */
public final class DefinitionDocument {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String file;
    private final JsonNode root;
    private final List<ArrayNode> lists = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();

    private DefinitionDocument(String file, JsonNode root) {
        this.file = file;
        this.root = root;
        find();
    }

    /** @throws IllegalArgumentException if it is no service definition; says why */
    public static DefinitionDocument read(String file, byte[] json) {
        DefinitionReader.read(file, json);
        return new DefinitionDocument(file, DefinitionReader.parse(json));
    }

    /** A file of one definition. */
    public static DefinitionDocument of(String file, Definition definition) {
        return new DefinitionDocument(file, definition.json());
    }

    private void find() {
        root.properties().forEach(entry -> {
            if (entry.getKey().equalsIgnoreCase("service") && entry.getValue() instanceof ObjectNode service) {
                definitions.add(new Definition(service));
            } else if (entry.getKey().equalsIgnoreCase("services") && entry.getValue() instanceof ArrayNode services) {
                lists.add(services);
                services.forEach(service -> definitions.add(new Definition((ObjectNode) service)));
            }
        });
        if (definitions.isEmpty() && root instanceof ObjectNode service) {
            definitions.add(new Definition(service));
        }
    }

    public List<Definition> definitions() {
        return definitions;
    }

    /** Takes a definition out; returns whether others are left in the file. */
    public boolean remove(Definition definition) {
        definitions.remove(definition);
        for (ArrayNode list : lists) {
            for (Iterator<JsonNode> it = list.iterator(); it.hasNext(); ) {
                if (it.next() == definition.json()) {
                    it.remove();
                }
            }
        }
        if (root instanceof ObjectNode object && !definitions.isEmpty()) {
            object.properties().removeIf(entry -> entry.getValue() == definition.json());
        }
        return !definitions.isEmpty();
    }

    /**
     * The file's new content.
     *
     * @throws IllegalArgumentException if it can't be read as nodes any more; says why
     */
    public byte[] bytes() {
        try {
            byte[] bytes = (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
            DefinitionReader.read(file, bytes);
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

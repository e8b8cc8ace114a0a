package org.irilb.consul.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.instance.TagReader;

/**
 * One service definition, to be changed in place: keys keep their spelling, and what nobody asked to change stays as it
 * was written. One thread's.
 */
public final class Definition {

    private static final String PREFIX = "haproxy.";

    private final ObjectNode json;

    public Definition(ObjectNode json) {
        this.json = json;
    }

    /** A new one, which says nothing yet but what it is. */
    public static Definition of(String service, String id) {
        Definition definition = new Definition(JsonNodeFactory.instance.objectNode());
        definition.put("ID", id);
        definition.put("Name", service);
        definition.json.putArray("Tags");
        return definition;
    }

    public ObjectNode json() {
        return json;
    }

    public String id() {
        String id = text("id");
        return id.isEmpty() ? name() : id;
    }

    public String name() {
        return text("name");
    }

    public void apply(NodeChange change) {
        change.host().ifPresent(host -> put("Address", host));
        change.port().ifPresent(port -> json.put(key(json, "Port"), port));
        change.tags().forEach(this::tag);
        change.check().ifPresent(check -> json.set(key(json, "Check"), check.json(id(), endpoint(), scheme())));
    }

    /** Says something by a tag; an empty value takes back what was said. */
    public void tag(String name, String value) {
        String key = key(json, "Tags");
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        if (json.get(key) instanceof ArrayNode before) {
            before.forEach(tag -> {
                if (!says(tag, name)) {
                    tags.add(tag);
                }
            });
        }
        if (!value.isEmpty()) {
            tags.add(PREFIX + name + "=" + value);
        }
        json.set(key, tags);
    }

    private static boolean says(JsonNode tag, String name) {
        String text = tag.asText();
        int equals = text.indexOf('=');
        return equals >= 0 && text.substring(0, equals).strip().equals(PREFIX + name);
    }

    private String scheme() {
        return TagReader.read(instance()).tags().scheme().name().toLowerCase(Locale.ROOT);
    }

    private String endpoint() {
        String host = text("address");
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + json.path(key(json, "Port")).asText();
    }

    /** What a reader of nodes makes of it. */
    public ServiceInstance instance() {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return DefinitionReader.read(id(), bytes).get(0);
    }

    /** As Consul's HTTP API takes it: it doesn't know the name {@code id} for a check, which its files use. */
    public ObjectNode forAgent() {
        ObjectNode copy = json.deepCopy();
        List<JsonNode> checks = new ArrayList<>();
        checks.add(copy.path(key(copy, "Check")));
        copy.path(key(copy, "Checks")).forEach(checks::add);
        for (JsonNode check : checks) {
            if (check instanceof ObjectNode object) {
                find(object, "ID").ifPresent(key -> {
                    JsonNode id = object.remove(key);
                    object.set("CheckID", id);
                });
            }
        }
        return copy;
    }

    private void put(String key, String value) {
        json.put(key(json, key), value);
    }

    private String text(String key) {
        return json.path(key(json, key)).asText("");
    }

    /** The key as it is spelt there, or {@code key} if it isn't there. */
    private static String key(ObjectNode object, String key) {
        return find(object, key).orElse(key);
    }

    private static Optional<String> find(ObjectNode object, String key) {
        List<String> found = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (name.replace("_", "").toLowerCase(Locale.ROOT).equals(key.toLowerCase(Locale.ROOT))) {
                found.add(name);
            }
        });
        return found.stream().findFirst();
    }
}

package org.irilb.consul.definition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.text.Text;

/**
 * Reads service definitions as Consul takes them: the body of a registration, or a configuration file with
 * {@code service} or {@code services} (Consul documentation, "Define services"). Keys match whatever their case and
 * underscores; those that say nothing about the node are passed over. Pure.
 */
public final class DefinitionReader {

    private DefinitionReader() {}

    /**
     * @param file the file's name
     * @return at least one instance; IDs are unique
     * @throws IllegalArgumentException if it isn't such a definition; says why
     */
    public static List<ServiceInstance> read(String file, byte[] json) {
        List<ServiceInstance> instances = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map<String, JsonNode> service : services(keys("definition", parse(json)))) {
            ServiceInstance instance = instance(file, service);
            if (!ids.add(instance.id())) {
                throw new IllegalArgumentException(
                        "ID: '" + Text.printable(instance.id()) + "' twice (expected: each ID once)");
            }
            instances.add(instance);
        }
        return instances;
    }

    public static JsonNode parse(byte[] json) {
        try {
            return JsonTree.read(json)
                    .orElseThrow(() -> new IllegalArgumentException("empty (expected: a service definition)"));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            String what = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
            throw new IllegalArgumentException(where + Text.firstLine(what), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(Text.printable(String.valueOf(e.getMessage())), e);
        }
    }

    private static List<Map<String, JsonNode>> services(Map<String, JsonNode> top) {
        List<Map<String, JsonNode>> services = new ArrayList<>();
        value(top, "service").ifPresent(service -> services.add(keys("service", service)));
        value(top, "services").ifPresent(list -> {
            require(list.isArray(), "services", list, "a list");
            list.forEach(service -> services.add(keys("services", service)));
        });
        if (!top.containsKey("service") && !top.containsKey("services")) {
            services.add(top);
        }
        if (services.isEmpty()) {
            throw new IllegalArgumentException("services: empty (expected: at least one)");
        }
        return services;
    }

    private static ServiceInstance instance(String file, Map<String, JsonNode> service) {
        String name = text(service, "name");
        String id = text(service, "id");
        if (name.isEmpty() && id.isEmpty()) {
            throw new IllegalArgumentException("ID: missing (expected: an ID or a Name)");
        }
        return new ServiceInstance(
                file,
                id.isEmpty() ? name : id,
                text(service, "address"),
                port(service),
                tags(service),
                meta(service),
                weights(service),
                List.of(),
                CheckReader.read(service));
    }

    private static Map<String, String> meta(Map<String, JsonNode> service) {
        Map<String, String> meta = new TreeMap<>();
        value(service, "meta").ifPresent(map -> {
            require(map.isObject(), "meta", map, "an object of strings");
            map.properties().forEach(entry -> {
                require(entry.getValue().isTextual(), "meta", map, "an object of strings");
                meta.put(entry.getKey(), entry.getValue().textValue());
            });
        });
        return meta;
    }

    private static ServiceInstance.Weights weights(Map<String, JsonNode> service) {
        Optional<Map<String, JsonNode>> weights = value(service, "weights").map(value -> keys("weights", value));
        return weights.map(given -> new ServiceInstance.Weights(weight(given, "passing"), weight(given, "warning")))
                .orElse(ServiceInstance.Weights.UNSET);
    }

    /** 1 if it isn't given, as with Consul. */
    private static int weight(Map<String, JsonNode> weights, String key) {
        Optional<JsonNode> value = value(weights, key);
        value.ifPresent(number -> require(
                number.isIntegralNumber() && number.canConvertToInt(), "weights." + key, number, "a whole number"));
        return value.map(JsonNode::intValue).orElse(1);
    }

    private static int port(Map<String, JsonNode> service) {
        Optional<JsonNode> port = value(service, "port");
        if (port.isEmpty()) {
            return 0;
        }
        JsonNode value = port.get();
        try {
            if (value.isTextual()) {
                return Integer.parseInt(value.textValue().strip());
            }
            require(value.isIntegralNumber() && value.canConvertToInt(), "port", value, "1..65535");
            return value.intValue();
        } catch (NumberFormatException e) {
            throw expected("port", value, "1..65535");
        }
    }

    private static List<String> tags(Map<String, JsonNode> service) {
        List<String> tags = new ArrayList<>();
        value(service, "tags").ifPresent(list -> {
            require(list.isArray(), "tags", list, "a list of strings");
            for (JsonNode tag : list) {
                require(tag.isTextual(), "tags", tag, "strings");
                tags.add(tag.textValue());
            }
        });
        return tags;
    }

    private static String text(Map<String, JsonNode> service, String key) {
        Optional<JsonNode> value = value(service, key);
        value.ifPresent(text -> require(text.isTextual(), key, text, "a string"));
        return value.map(JsonNode::textValue).orElse("");
    }

    public static Optional<JsonNode> value(Map<String, JsonNode> object, String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
    }

    public static Map<String, JsonNode> keys(String what, JsonNode object) {
        require(object.isObject(), what, object, "an object");
        Map<String, JsonNode> keys = new TreeMap<>();
        object.properties().forEach(entry -> {
            String key = entry.getKey().replace("_", "").toLowerCase(Locale.ROOT);
            if (keys.put(key, entry.getValue()) != null) {
                throw new IllegalArgumentException(
                        "'" + Text.printable(entry.getKey()) + "': twice, in another spelling (expected: once)");
            }
        });
        return keys;
    }

    public static void require(boolean holds, String key, JsonNode value, String expectation) {
        if (!holds) {
            throw expected(key, value, expectation);
        }
    }

    private static IllegalArgumentException expected(String key, JsonNode value, String expectation) {
        return new IllegalArgumentException(
                key + ": " + Text.printable(value.toString()) + " (expected: " + expectation + ")");
    }
}

package org.irilb.consul.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.definition.Definition;
import org.irilb.consul.definition.NodeChange;
import org.irilb.consul.instance.NodeMapping;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.instance.TagReader;
import org.irilb.core.config.ServiceState;

/** Makes and changes definitions so that they can be read as nodes, or not at all. Stateless. */
final class NewNode {

    private NewNode() {}

    /** @throws RegistryException if it would be no node; says why */
    static Definition of(String service, NodeChange change) {
        String host = change.host()
                .orElseThrow(() -> new RegistryException("address: missing (expected: HOST:PORT of the node)"));
        String id = change.id()
                .orElseGet(() -> (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                        + change.port().orElse(0));
        Definition definition = Definition.of(service, id);
        apply(definition, change);
        return definition;
    }

    /** @throws RegistryException if it would be a node no more, or a tag has a value that it can't have; says why */
    static void apply(Definition definition, NodeChange change) {
        List<String> tags = new ArrayList<>();
        change.tags().forEach((name, value) -> {
            if (!value.isEmpty()) {
                tags.add("haproxy." + name + "=" + value);
            }
        });
        TagReader.Reading reading = TagReader.read(new ServiceInstance(
                "", definition.id(), "", 0, tags, Map.of(), ServiceInstance.Weights.UNSET, List.of()));
        refuse(definition.id(), reading.errors());
        refuse(definition.id(), reading.remarks());
        definition.apply(change);
        NodeMapping.Mapped mapped = NodeMapping.map(definition.id(), definition.instance(), Optional.empty());
        if (mapped.node().isEmpty()) {
            refuse(definition.id(), mapped.problems());
        }
    }

    private static void refuse(String id, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RegistryException(id + ": " + String.join("; ", problems));
        }
    }

    /** As it is written in tags and commands. */
    static String word(ServiceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

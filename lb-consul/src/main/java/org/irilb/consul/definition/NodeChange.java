package org.irilb.consul.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be said of a node; what is empty stays as it is, or gets its default.
 *
 * @param id service ID; without one a new node is called {@code host:port}
 * @param host address or host name, without brackets
 * @param port 1..65535
 * @param tags values by name, in the order that they are to be written in, without {@code haproxy.}, e.g. {@code weight} and {@code 2}
 * @param check how Consul checks it
 */
public record NodeChange(
        Optional<String> id,
        Optional<String> host,
        OptionalInt port,
        Map<String, String> tags,
        Optional<CheckDefinition> check) {

    public NodeChange {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}

package org.irilb.server.config;

import java.nio.file.Path;
import java.util.Optional;
import org.irilb.consul.ConsulSettings;

/** Where nodes come from. */
public sealed interface NodesSettings {

    /** What nodes are instances of, unless somebody says otherwise. */
    String SERVICE = "iri";

    /**
     * A directory of service definitions in Consul's format, one JSON file each.
     *
     * @param path absolute
     */
    record Directory(Path path) implements NodesSettings {}

    /**
     * A service in Consul.
     *
     * @param rulesPrefix of the keys where lists of rules are kept for all balancers, without a slash at its ends; empty
     *     for none
     * @param register how the balancer is registered there; empty if it isn't
     */
    record Consul(ConsulSettings settings, Optional<String> rulesPrefix, Optional<RegisterSettings> register)
            implements NodesSettings {}
}

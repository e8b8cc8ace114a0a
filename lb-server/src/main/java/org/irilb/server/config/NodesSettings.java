package org.irilb.server.config;

import java.nio.file.Path;
import org.irilb.consul.ConsulSettings;

/** Where nodes come from. */
public sealed interface NodesSettings {

    /**
     * A directory of service definitions in Consul's format, one JSON file each.
     *
     * @param path absolute
     */
    record Directory(Path path) implements NodesSettings {}

    /** A service in Consul. */
    record Consul(ConsulSettings settings) implements NodesSettings {}
}

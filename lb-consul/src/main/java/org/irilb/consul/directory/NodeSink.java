package org.irilb.consul.directory;

import java.util.List;
import java.util.Map;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.core.config.NodeConfig;

/** Takes the nodes of a source whenever they have changed. */
@FunctionalInterface
public interface NodeSink {

    /**
     * @param nodes all of them, sorted by ID
     * @param checks that they declare and nobody else runs, by node ID; a node without any is left out
     */
    void update(List<NodeConfig> nodes, Map<String, List<DeclaredCheck>> checks);
}

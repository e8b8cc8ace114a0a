package org.irilb.consul.registry;

import java.nio.file.Path;
import java.util.List;
import org.irilb.consul.definition.NodeChange;
import org.irilb.core.config.NodeConfig;
import org.irilb.core.config.ServiceState;

/**
 * Where operators register the nodes that a source reads. Calls block until the change is made; one thread's. All throw
 * {@link RegistryException}, and have changed nothing then.
 */
public interface NodeRegistry extends AutoCloseable {

    /** All nodes that can be read, with state and reason, sorted by ID. */
    List<NodeConfig> nodes();

    /** Whether nodes without a check of their own are checked, too, by whoever reads the registry. */
    boolean checksAll();

    /** Registers a new node. */
    void add(NodeChange change);

    /** Changes a node, and leaves of its definition what {@code change} doesn't speak of. */
    void update(String id, NodeChange change);

    void remove(String id);

    /**
     * Takes a node out of service, or back into it. What runs there finishes.
     *
     * @param state {@code DRAIN} and {@code MAINT} both send it no more requests; {@code READY} takes either back
     * @param reason shown to operators; may be empty
     */
    void serve(String id, ServiceState state, String reason);

    /**
     * Registers the definitions of a file as they stand there, in place of those with the same IDs.
     *
     * @return their IDs
     */
    List<String> load(Path file);

    @Override
    void close();
}

package org.irilb.consul.roster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.irilb.consul.snapshot.SnapshotKeeper;
import org.irilb.core.config.NodeConfig;

/** Keeps the last good nodes of one service on disk. The source's loop calls it. */
public final class NodesSnapshot implements AutoCloseable {

    /**
     * What is kept.
     *
     * @param service whose instances the nodes are
     * @param datacenter empty for that of the agent
     * @param saved when, as {@link Instant} prints itself
     */
    public record Content(String service, String datacenter, String saved, List<NodeConfig> nodes) {}

    private final SnapshotKeeper<Content> keeper;
    private final String service;
    private final String datacenter;

    public NodesSnapshot(Path path, String service, Optional<String> datacenter) {
        this.keeper = new SnapshotKeeper<>(path, Content.class);
        this.service = service;
        this.datacenter = datacenter.orElse("");
    }

    Optional<Content> read() {
        return keeper.read(this::isOurs, "nodes of service " + service);
    }

    private boolean isOurs(Content content) {
        return content.service().equals(service) && content.datacenter().equals(datacenter);
    }

    void save(List<NodeConfig> nodes) {
        keeper.save(new Content(service, datacenter, Instant.now().toString(), nodes));
    }

    /** What was to be saved is saved when this returns. */
    @Override
    public void close() {
        keeper.close();
    }
}

package org.irilb.consul.kv;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.irilb.consul.snapshot.SnapshotKeeper;

/** Keeps the last values that were of use on disk. One thread calls it at a time. */
final class ValuesSnapshot implements AutoCloseable {

    /**
     * What is kept.
     *
     * @param prefix that the keys are below
     * @param datacenter empty for that of the agent
     * @param saved when, as {@link Instant} prints itself
     */
    record Content(String prefix, String datacenter, String saved, Map<String, String> values) {}

    private final SnapshotKeeper<Content> keeper;
    private final String prefix;
    private final String datacenter;

    ValuesSnapshot(Path path, String prefix, Optional<String> datacenter) {
        this.keeper = new SnapshotKeeper<>(path, Content.class);
        this.prefix = prefix;
        this.datacenter = datacenter.orElse("");
    }

    Optional<Content> read() {
        return keeper.read(this::isOurs, "values below " + prefix);
    }

    private boolean isOurs(Content content) {
        return content.prefix().equals(prefix) && content.datacenter().equals(datacenter);
    }

    void save(Map<String, String> values) {
        keeper.save(new Content(prefix, datacenter, Instant.now().toString(), values));
    }

    /** What was to be saved is saved when this returns. */
    @Override
    public void close() {
        keeper.close();
    }
}

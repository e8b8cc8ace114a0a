package org.irilb.consul.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.irilb.consul.instance.DeclaredCheck;
import org.irilb.consul.instance.NodeList;
import org.irilb.consul.instance.ServiceInstance;
import org.irilb.consul.text.Failures;
import org.irilb.core.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes from a directory of service definitions in Consul's JSON, {@code *.json}, for as long as it is open. Changes
 * are seen at once where the system reports them, else within seconds. The first read is the starter's, all others are
 * its own thread's, and so is what they publish; the status may be read by any thread.
 */
public final class DirectorySource implements AutoCloseable {

    /**
     * How often to look.
     *
     * @param rescan how often to look unasked
     * @param quiet how long files must rest after a change, and how long a doubtful sight must last to be believed
     */
    public record ScanPace(Duration rescan, Duration quiet) {

        static final ScanPace STANDARD = new ScanPace(Duration.ofSeconds(5), Duration.ofMillis(100));
    }

    private record Published(List<NodeConfig> nodes, Map<String, List<DeclaredCheck>> checks) {}

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySource.class);

    private final Path directory;
    private final ScanPace pace;
    private final NodeSink publish;
    private final DefinitionFiles files;
    private final DirectoryWatch watch;
    private final NodeList nodes = new NodeList();
    private final Thread thread = new Thread(this::run, "irilb-directory");
    /** Of which all is published. */
    private Optional<List<ServiceInstance>> instances = Optional.empty();

    private Optional<Published> published = Optional.empty();
    private volatile DirectoryStatus status = new DirectoryStatus(Optional.empty(), Optional.empty(), Map.of());

    private DirectorySource(Path directory, ScanPace pace, NodeSink publish) {
        this.directory = directory;
        this.pace = pace;
        this.publish = publish;
        this.files = new DefinitionFiles(directory);
        this.watch = new DirectoryWatch(directory);
        thread.setDaemon(true);
    }

    /** As {@link #startWithChecks(Path, NodeSink)}, for whom checks don't matter. */
    public static DirectorySource start(Path directory, Consumer<List<NodeConfig>> publish) {
        return start(directory, ScanPace.STANDARD, publish);
    }

    /**
     * Reads the directory and goes on watching it. One that can't be read is waited for, with a warning.
     *
     * @param publish takes all nodes, sorted by ID, whenever they have changed; before this returns for the first time
     */
    public static DirectorySource startWithChecks(Path directory, NodeSink publish) {
        return startWithChecks(directory, ScanPace.STANDARD, publish);
    }

    /** As {@link #startWithChecks(Path, ScanPace, NodeSink)}, for whom checks don't matter. */
    public static DirectorySource start(Path directory, ScanPace pace, Consumer<List<NodeConfig>> publish) {
        return startWithChecks(directory, pace, (nodes, checks) -> publish.accept(nodes));
    }

    /** As {@link #startWithChecks(Path, NodeSink)}, at a pace of one's own. */
    public static DirectorySource startWithChecks(Path directory, ScanPace pace, NodeSink publish) {
        DirectorySource source = new DirectorySource(directory, pace, publish);
        source.read();
        source.thread.start();
        return source;
    }

    /** How it fares; any thread. */
    public DirectoryStatus status() {
        return status;
    }

    private void run() {
        try {
            // what the starter's read doubted is due for its second look
            watch.await(pace.quiet(), pace.quiet());
            while (!Thread.currentThread().isInterrupted()) {
                watch.await(read() ? pace.rescan() : pace.quiet(), pace.quiet());
                watch.follow();
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: no longer watched", directory);
        }
    }

    /** @return whether all is clear, until something changes */
    private boolean read() {
        try {
            boolean settled = files.scan();
            publish(files.instances());
            status.problem().ifPresent(gone -> LOG.info("{}: can be read again", directory));
            status = new DirectoryStatus(Optional.of(Instant.now()), Optional.empty(), files.problems());
            return settled;
        } catch (IOException e) {
            failed("cannot be read: " + Failures.reason(e));
        } catch (RuntimeException | Error e) {
            LOG.debug("{}: not published", directory, e);
            failed("not published: " + e);
        }
        return true;
    }

    private void failed(String problem) {
        if (!status.problem().equals(Optional.of(problem))) {
            LOG.warn("{}: {}; the nodes stay as they were", directory, problem);
        }
        status = new DirectoryStatus(status.lastRead(), Optional.of(problem), status.files());
    }

    private void publish(List<ServiceInstance> present) {
        if (instances.equals(Optional.of(present))) {
            return;
        }
        Published now = new Published(nodes.update(present), nodes.declared());
        if (!published.equals(Optional.of(now))) {
            publish.update(now.nodes(), now.checks());
        }
        published = Optional.of(now);
        instances = Optional.of(present);
    }

    /** Stops watching; nothing is published once this has returned. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }
}

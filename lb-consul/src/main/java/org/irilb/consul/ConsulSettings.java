package org.irilb.consul;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.roster.LossRule;
import org.irilb.consul.text.Text;

/**
 * Which service of which Consul the nodes are, and how far its answers are trusted.
 *
 * @param service name of the service, e.g. {@code iri}
 * @param datacenters where the service is, the nearest first; none for that of the agent
 * @param maxStale how long a server may have been without its leader and still be believed; zero asks the leader always
 * @param losses which losses of nodes are doubted
 * @param snapshot where the last good nodes are kept for a start without Consul; empty for nowhere. Of several
 *     datacenters each has a file, with its name behind a dot
 * @param checksCount whether a node is out of service when its checks are critical; maintenance counts in any case
 * @param cached whether the agent may answer from what it keeps (Consul documentation, "Agent Caching")
 */
public record ConsulSettings(
        ConsulAccess access,
        String service,
        List<String> datacenters,
        Duration maxStale,
        LossRule losses,
        Optional<Path> snapshot,
        boolean checksCount,
        boolean cached) {

    public static final Duration MAX_STALE = Duration.ofSeconds(10);

    private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9_-]+");

    public ConsulSettings {
        if (service.isBlank() || Text.hasControls(service)) {
            throw new IllegalArgumentException(
                    "consul service: '" + Text.printable(service) + "' (expected: the name of a service)");
        }
        datacenters = List.copyOf(datacenters);
        for (String name : datacenters) {
            if (!isDatacenter(name)) {
                throw new IllegalArgumentException(
                        "consul datacenter: '" + Text.printable(name) + "' (expected: letters, digits, - and _)");
            }
        }
        if (new HashSet<>(datacenters).size() < datacenters.size()) {
            throw new IllegalArgumentException("consul datacenters: " + datacenters + " (expected: each of them once)");
        }
    }

    /** Settings under which checks count. */
    public ConsulSettings(
            ConsulAccess access,
            String service,
            List<String> datacenters,
            Duration maxStale,
            LossRule losses,
            Optional<Path> snapshot) {
        this(access, service, datacenters, maxStale, losses, snapshot, true, false);
    }

    /** Nodes of the agent's datacenter, with all defaults and without a snapshot. */
    public static ConsulSettings of(ConsulAccess access, String service) {
        return new ConsulSettings(access, service, List.of(), MAX_STALE, LossRule.STANDARD, Optional.empty());
    }

    /** The same, but only maintenance takes nodes out of service. */
    public ConsulSettings withoutChecks() {
        return new ConsulSettings(access, service, datacenters, maxStale, losses, snapshot, false, cached);
    }

    public ConsulSettings withDatacenters(String... names) {
        return new ConsulSettings(access, service, List.of(names), maxStale, losses, snapshot, checksCount, cached);
    }

    public ConsulSettings withLosses(LossRule rule) {
        return new ConsulSettings(access, service, datacenters, maxStale, rule, snapshot, checksCount, cached);
    }

    public ConsulSettings withMaxStale(Duration bound) {
        return new ConsulSettings(access, service, datacenters, bound, losses, snapshot, checksCount, cached);
    }

    public ConsulSettings withCache() {
        return new ConsulSettings(access, service, datacenters, maxStale, losses, snapshot, checksCount, true);
    }

    public ConsulSettings withSnapshot(Path file) {
        return new ConsulSettings(
                access, service, datacenters, maxStale, losses, Optional.of(file), checksCount, cached);
    }

    /** Whether Consul takes it for the name of a datacenter. */
    public static boolean isDatacenter(String name) {
        return DATACENTER.matcher(name).matches();
    }

    /** The datacenters to ask, the nearest first; empty for that of the agent. */
    List<Optional<String>> datacentersOrAgents() {
        return datacenters.isEmpty()
                ? List.of(Optional.empty())
                : datacenters.stream().map(Optional::of).toList();
    }

    /** Where the nodes of one of them are kept. */
    Optional<Path> snapshot(Optional<String> datacenter) {
        return datacenters.size() < 2
                ? snapshot
                : snapshot.map(path -> path.resolveSibling(path.getFileName() + "." + datacenter.orElseThrow()));
    }

    /** Where the lists of rules are kept. */
    public Optional<Path> rulesSnapshot() {
        return snapshot.map(path -> path.resolveSibling(path.getFileName() + "-rules"));
    }

    /** Without the token: this ends up in logs. */
    @Override
    public String toString() {
        return name() + (datacenters.isEmpty() ? "" : ", datacenters " + String.join(", ", datacenters));
    }

    /** What is asked of one datacenter, for the log. */
    String name(Optional<String> datacenter) {
        return name() + datacenter.map(name -> ", datacenter " + name).orElse("");
    }

    private String name() {
        return "service " + service + " at "
                + access.agents().stream().map(ConsulAddress::toString).collect(Collectors.joining(", "));
    }
}

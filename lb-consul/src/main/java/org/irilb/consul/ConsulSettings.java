package org.irilb.consul;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.irilb.consul.api.ConsulAccess;
import org.irilb.consul.api.ConsulAddress;
import org.irilb.consul.roster.LossRule;
import org.irilb.consul.text.Text;

/**
 * Which service of which Consul the nodes are, and how far its answers are trusted.
 *
 * @param service name of the service, e.g. {@code iri}
 * @param datacenter where the service is; empty for that of the agent
 * @param maxStale how long a server may have been without its leader and still be believed; zero asks the leader always
 * @param losses which losses of nodes are doubted
 * @param snapshot where the last good nodes are kept for a start without Consul; empty for nowhere
 * @param checksCount whether a node is out of service when its checks are critical; maintenance counts in any case
 */
public record ConsulSettings(
        ConsulAccess access,
        String service,
        Optional<String> datacenter,
        Duration maxStale,
        LossRule losses,
        Optional<Path> snapshot,
        boolean checksCount) {

    public static final Duration MAX_STALE = Duration.ofSeconds(10);

    public ConsulSettings {
        if (service.isBlank() || Text.hasControls(service)) {
            throw new IllegalArgumentException(
                    "consul service: '" + Text.printable(service) + "' (expected: the name of a service)");
        }
    }

    /** Settings under which checks count. */
    public ConsulSettings(
            ConsulAccess access,
            String service,
            Optional<String> datacenter,
            Duration maxStale,
            LossRule losses,
            Optional<Path> snapshot) {
        this(access, service, datacenter, maxStale, losses, snapshot, true);
    }

    /** Nodes of the agent's datacenter, with all defaults and without a snapshot. */
    public static ConsulSettings of(ConsulAccess access, String service) {
        return new ConsulSettings(access, service, Optional.empty(), MAX_STALE, LossRule.STANDARD, Optional.empty());
    }

    /** The same, but only maintenance takes nodes out of service. */
    public ConsulSettings withoutChecks() {
        return new ConsulSettings(access, service, datacenter, maxStale, losses, snapshot, false);
    }

    public ConsulSettings withDatacenter(String name) {
        return new ConsulSettings(access, service, Optional.of(name), maxStale, losses, snapshot, checksCount);
    }

    public ConsulSettings withLosses(LossRule rule) {
        return new ConsulSettings(access, service, datacenter, maxStale, rule, snapshot, checksCount);
    }

    public ConsulSettings withMaxStale(Duration bound) {
        return new ConsulSettings(access, service, datacenter, bound, losses, snapshot, checksCount);
    }

    public ConsulSettings withSnapshot(Path file) {
        return new ConsulSettings(access, service, datacenter, maxStale, losses, Optional.of(file), checksCount);
    }

    /** Without the token: this ends up in logs. */
    @Override
    public String toString() {
        return "service " + service + " at "
                + access.agents().stream().map(ConsulAddress::toString).collect(Collectors.joining(", "))
                + datacenter.map(name -> ", datacenter " + name).orElse("");
    }
}

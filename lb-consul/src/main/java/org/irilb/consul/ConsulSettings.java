package org.irilb.consul;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which service of which Consul the nodes are.
 *
 * @param service name of the service, e.g. {@code iri}
 * @param token sent as {@code X-Consul-Token}; needs to read the service and the nodes it runs on
 * @param datacenter where the service is; empty for that of the agent
 * @param caFile certificates (PEM) that an HTTPS address is verified with; empty for those of the JVM
 */
public record ConsulSettings(
        ConsulAddress address,
        String service,
        Optional<String> token,
        Optional<String> datacenter,
        Optional<Path> caFile) {

    public ConsulSettings {
        if (service.isBlank() || Text.hasControls(service)) {
            throw new IllegalArgumentException(
                    "consul service: '" + Text.printable(service) + "' (expected: the name of a service)");
        }
        // it becomes a header field
        if (token.isPresent() && !token.get().matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "consul token: empty or with blanks or control characters (expected: as Consul gave it)");
        }
    }

    /** Without the token: this ends up in logs. */
    @Override
    public String toString() {
        return "service " + service + " at " + address
                + datacenter.map(name -> ", datacenter " + name).orElse("");
    }
}

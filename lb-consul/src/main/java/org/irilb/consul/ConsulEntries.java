package org.irilb.consul;

import io.vertx.ext.consul.Check;
import io.vertx.ext.consul.CheckStatus;
import io.vertx.ext.consul.Service;
import io.vertx.ext.consul.ServiceEntry;
import java.util.List;
import java.util.Optional;

/** From what the Consul client read to our own words; null becomes empty on the way. Pure. */
final class ConsulEntries {

    private ConsulEntries() {}

    static ServiceInstance instance(ServiceEntry entry) {
        Service service = entry.getService();
        String address = orEmpty(service.getAddress());
        return new ServiceInstance(
                orEmpty(entry.getNode().getName()),
                orEmpty(service.getId()),
                address.isBlank() ? orEmpty(entry.getNode().getAddress()) : address,
                service.getPort(),
                Optional.ofNullable(service.getTags()).orElse(List.of()),
                entry.getChecks().stream().map(ConsulEntries::check).toList());
    }

    private static ServiceCheck check(Check check) {
        return new ServiceCheck(
                orEmpty(check.getId()),
                orEmpty(check.getName()),
                Optional.ofNullable(check.getStatus())
                        .map(ConsulEntries::status)
                        .orElse(ServiceCheck.Status.UNKNOWN),
                orEmpty(check.getNotes()),
                orEmpty(check.getOutput()));
    }

    private static ServiceCheck.Status status(CheckStatus status) {
        return switch (status) {
            case PASSING -> ServiceCheck.Status.PASSING;
            case WARNING -> ServiceCheck.Status.WARNING;
            case CRITICAL -> ServiceCheck.Status.CRITICAL;
        };
    }

    private static String orEmpty(String text) {
        return Optional.ofNullable(text).orElse("");
    }
}

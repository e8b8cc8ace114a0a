package org.irilb.consul;

import java.util.List;
import java.util.Map;
import org.irilb.consul.ServiceCheck.Status;
import org.irilb.consul.ServiceInstance.Weights;

/** Instances to begin a test with. */
final class Instances {

    static final String ID = "10.10.0.110:15265";

    private Instances() {}

    static ServiceInstance instance(String... tags) {
        return made("agent-one", ID, "10.10.0.110", 15265, List.of(tags), List.of());
    }

    static ServiceInstance at(String source, String id, String host, int port, ServiceCheck... checks) {
        return made(source, id, host, port, List.of(), List.of(checks));
    }

    static ServiceInstance with(ServiceInstance instance, ServiceCheck... checks) {
        return new ServiceInstance(
                instance.source(),
                instance.id(),
                instance.host(),
                instance.port(),
                instance.tags(),
                instance.meta(),
                instance.weights(),
                List.of(checks));
    }

    static ServiceInstance with(ServiceInstance instance, Map<String, String> meta) {
        return new ServiceInstance(
                instance.source(),
                instance.id(),
                instance.host(),
                instance.port(),
                instance.tags(),
                meta,
                instance.weights(),
                instance.checks());
    }

    static ServiceInstance with(ServiceInstance instance, Weights weights) {
        return new ServiceInstance(
                instance.source(),
                instance.id(),
                instance.host(),
                instance.port(),
                instance.tags(),
                instance.meta(),
                weights,
                instance.checks());
    }

    private static ServiceInstance made(
            String source, String id, String host, int port, List<String> tags, List<ServiceCheck> checks) {
        return new ServiceInstance(source, id, host, port, tags, Map.of(), Weights.UNSET, checks);
    }

    static ServiceCheck check(String id, String name, Status status, String output) {
        return new ServiceCheck(id, name, status, "", output);
    }

    static ServiceCheck critical(String output) {
        return check("api", "API", Status.CRITICAL, output);
    }
}

package org.irilb.consul.instance;

import java.util.List;
import java.util.Map;
import org.irilb.consul.instance.ServiceCheck.Status;
import org.irilb.consul.instance.ServiceInstance.Weights;

/** Instances to begin a test with. */
public final class Instances {

    public static final String ID = "10.10.0.110:15265";

    private Instances() {}

    public static ServiceInstance instance(String... tags) {
        return made("agent-one", ID, "10.10.0.110", 15265, List.of(tags), List.of());
    }

    public static ServiceInstance at(String source, String id, String host, int port, ServiceCheck... checks) {
        return made(source, id, host, port, List.of(), List.of(checks));
    }

    public static ServiceInstance with(ServiceInstance instance, ServiceCheck... checks) {
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

    public static ServiceInstance with(ServiceInstance instance, Map<String, String> meta) {
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

    public static ServiceInstance with(ServiceInstance instance, Weights weights) {
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

    public static ServiceCheck check(String id, String name, Status status, String output) {
        return new ServiceCheck(id, name, status, "", output);
    }

    public static ServiceCheck critical(String output) {
        return check("api", "API", Status.CRITICAL, output);
    }
}

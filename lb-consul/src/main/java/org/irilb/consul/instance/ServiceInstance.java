package org.irilb.consul.instance;

import java.util.List;
import java.util.Map;
import org.irilb.consul.text.Text;

/**
 * One instance of a service as its source tells it; nothing is checked yet.
 *
 * @param source where it is registered: the Consul node, or the file; with the ID it names the instance
 * @param id the service ID
 * @param host address or host name; empty if the source knows none
 * @param port 0 if the source knows none
 * @param meta the service's metadata
 * @param checks what its source knows of its health
 * @param declared checks that nobody runs but who reads this
 */
public record ServiceInstance(
        String source,
        String id,
        String host,
        int port,
        List<String> tags,
        Map<String, String> meta,
        Weights weights,
        List<ServiceCheck> checks,
        List<DeclaredCheck> declared) {

    /** One whose checks somebody else runs. */
    public ServiceInstance(
            String source,
            String id,
            String host,
            int port,
            List<String> tags,
            Map<String, String> meta,
            Weights weights,
            List<ServiceCheck> checks) {
        this(source, id, host, port, tags, meta, weights, checks, List.of());
    }

    public ServiceInstance {
        tags = List.copyOf(tags);
        meta = Map.copyOf(meta);
        checks = List.copyOf(checks);
        declared = List.copyOf(declared);
    }

    /** The same, as if nobody checked it; maintenance stays. */
    public ServiceInstance withMaintenanceOnly() {
        List<ServiceCheck> left =
                checks.stream().filter(ServiceCheck::isMaintenance).toList();
        return new ServiceInstance(source, id, host, port, tags, meta, weights, left, declared);
    }

    /**
     * Consul's own weights of an instance, by what its checks say.
     *
     * @param passing when all pass
     * @param warning when the worst of them warns
     */
    public record Weights(int passing, int warning) {

        /** What Consul says of an instance that was registered without any. */
        public static final Weights UNSET = new Weights(1, 1);
    }

    /** Names the instance among all of its source. */
    public Key key() {
        return new Key(source, id);
    }

    public record Key(String source, String id) {

        @Override
        public String toString() {
            return Text.printable(id + " (" + source + ")");
        }
    }
}

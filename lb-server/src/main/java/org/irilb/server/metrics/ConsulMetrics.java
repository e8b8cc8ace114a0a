package org.irilb.server.metrics;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.irilb.consul.ConsulStatus;
import org.irilb.consul.api.ReadFailure;
import org.irilb.server.admin.stat.View;

/** How reading from Consul fares, by datacenter. Any thread. */
public final class ConsulMetrics implements MetricSource {

    private final Supplier<List<ConsulStatus>> status;

    /** @param status of each datacenter */
    public ConsulMetrics(Supplier<List<ConsulStatus>> status) {
        this.status = status;
    }

    @Override
    public void write(View view, Exposition out) {
        Map<LabelSet, ConsulStatus> all = new LinkedHashMap<>();
        status.get().forEach(consul -> all.put(LabelSet.of("datacenter", consul.datacenter()), consul));
        new Datacenters(all, out).write();
    }

    /** All datacenters, for one scrape. */
    private record Datacenters(Map<LabelSet, ConsulStatus> all, Exposition out) {

        void write() {
            gauge("nodes", "nodes that are worked with", ConsulStatus::nodes);
            gauge("stale", "whether they may have changed without our knowing", consul -> consul.stale() ? 1 : 0);
            out.gauge("irilb_consul_last_contact_seconds", "since Consul last answered as it should");
            Instant now = Instant.now();
            all.forEach((label, consul) -> consul.age(now).ifPresent(age -> out.millis(label, age.toMillis())));
            out.gauge("irilb_consul_server_lag_seconds", "how long the server that answered was without its leader");
            all.forEach((label, consul) -> out.millis(label, consul.serverLag().toMillis()));
            gauge("index", "Consul's index of its last answer", ConsulStatus::index);
            counter("reads_total", "answers of Consul", ConsulStatus::reads);
            counter("changes_total", "answers that changed the nodes", ConsulStatus::changes);
            counter("failures_total", "reads that have failed", ConsulStatus::failed);
            gauge("failures_in_a_row", "reads that have failed since the last answer", ConsulStatus::failures);
            out.gauge("irilb_consul_failing", "1 for what the last read failed with, by who has to mend it");
            all.forEach((label, consul) -> {
                for (ReadFailure.Kind kind : ReadFailure.Kind.values()) {
                    boolean present = consul.kind().filter(kind::equals).isPresent();
                    out.value(label.and("kind", kind.word()), present ? 1 : 0);
                }
            });
            gauge(
                    "held_losses",
                    "nodes that Consul has lost and that serve on",
                    consul -> consul.held().size());
            out.gauge("irilb_consul_held_seconds", "for how long");
            all.forEach((label, consul) -> out.millis(label, consul.heldFor().toMillis()));
            counter("drifts_total", "how often the watch was found to have missed something", ConsulStatus::drifts);
        }

        private void gauge(String name, String help, ToLongFunction<ConsulStatus> value) {
            family(Exposition.Type.GAUGE, name, help, value);
        }

        private void counter(String name, String help, ToLongFunction<ConsulStatus> value) {
            family(Exposition.Type.COUNTER, name, help, value);
        }

        private void family(Exposition.Type type, String name, String help, ToLongFunction<ConsulStatus> value) {
            out.family("irilb_consul_" + name, type, help);
            all.forEach((label, consul) -> out.value(label, value.applyAsLong(consul)));
        }
    }
}

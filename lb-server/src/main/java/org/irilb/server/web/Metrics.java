package org.irilb.server.web;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.irilb.server.admin.stat.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * All metrics in Prometheus's text form (version 0.0.4). The registry is made when it is asked for first, so that nobody
 * pays for it at the start. Any thread.
 */
final class Metrics {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Statistics statistics;
    private @Nullable PrometheusMeterRegistry registry;

    Metrics(Statistics statistics) {
        this.statistics = statistics;
    }

    Page page() {
        return Page.of(TYPE, List.of(registry().scrape(TYPE)).iterator());
    }

    private synchronized PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry present = registry;
        if (present != null) {
            return present;
        }
        PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        made.getPrometheusRegistry().register(new ProcessMetrics(statistics));
        made.getPrometheusRegistry().register(new HaproxyMetrics(statistics));
        new JvmMemoryMetrics().bindTo(made);
        new JvmGcMetrics().bindTo(made);
        new JvmThreadMetrics().bindTo(made);
        new ProcessorMetrics().bindTo(made);
        new FileDescriptorMetrics().bindTo(made);
        registry = made;
        return made;
    }
}

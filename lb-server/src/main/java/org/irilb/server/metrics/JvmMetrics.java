package org.irilb.server.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.irilb.server.admin.stat.View;
import org.jspecify.annotations.Nullable;

/**
 * The JVM as Micrometer tells of it, and Netty's buffers. The registry is made when it is asked for first, so that
 * nobody pays for it at the start. Any thread.
 */
final class JvmMetrics implements MetricSource {

    private @Nullable PrometheusMeterRegistry registry;

    @Override
    public void write(View view, Exposition out) {
        out.text(registry().scrape(Exposition.TYPE));
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
            ByteBufAllocatorMetric metric = provider.metric();
            out.gauge("irilb_buffer_memory_bytes", "memory of the buffers that requests and answers pass through");
            out.value(LabelSet.of("area", "direct"), metric.usedDirectMemory());
            out.value(LabelSet.of("area", "heap"), metric.usedHeapMemory());
        }
    }

    private synchronized PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry present = registry;
        if (present != null) {
            return present;
        }
        PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(made);
        new JvmGcMetrics().bindTo(made);
        new JvmThreadMetrics().bindTo(made);
        new ProcessorMetrics().bindTo(made);
        new FileDescriptorMetrics().bindTo(made);
        registry = made;
        return made;
    }
}

package org.irilb.server.web;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.Statistics;

/** The process under the names of HAProxy's own exporter, and what HAProxy doesn't have as {@code irilb_}. Any thread. */
final class ProcessMetrics implements MultiCollector {

    private final Statistics statistics;

    ProcessMetrics(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public MetricSnapshots collect() {
        BalancerStatus status = statistics.view().status();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(gauge("haproxy_process_nbthread", "event loops", status.workers()));
        all.add(gauge("haproxy_process_nbproc", "processes, always 1", 1));
        all.add(gauge("haproxy_process_relative_process_id", "number of the process, always 1", 1));
        all.add(gauge(
                "haproxy_process_uptime_seconds",
                "since the start",
                status.uptime().toMillis() / 1e3));
        all.add(gauge(
                "haproxy_process_start_time_seconds",
                "since 1970",
                status.started().getEpochSecond()));
        all.add(gauge(
                "haproxy_process_max_connections",
                "limit of client connections",
                status.limits().connections()));
        all.add(gauge(
                "haproxy_process_hard_max_connections",
                "the same at the start",
                status.limits().configured()));
        all.add(gauge("haproxy_process_current_connections", "client connections", status.currentConnections()));
        all.add(gauge("haproxy_process_current_run_queue", "tasks that wait for a loop", status.pendingTasks()));
        all.add(gauge(
                "haproxy_process_listeners", "listeners", status.listeners().size()));
        all.add(count("haproxy_process_connections", "client connections so far", sum(status, Counter.SESSIONS)));
        all.add(count("haproxy_process_requests", "requests so far", sum(status, Counter.REQUESTS)));
        all.add(count("haproxy_process_bytes_out", "bytes sent to clients", sum(status, Counter.BYTES_OUT)));
        all.add(count("haproxy_process_dropped_logs", "requests missing in the access log", status.lostLogs()));
        all.add(InfoSnapshot.builder()
                .name("irilb_build")
                .help("what runs here")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", Build.read().version(), "transport", status.transport()))
                        .build())
                .build());
        all.add(gauge("irilb_snapshot_version", "snapshot that the loops work with", status.snapshotVersion()));
        all.add(gauge(
                "irilb_sources_tracked",
                "sources in the table",
                status.sources().tracked()));
        all.add(gauge(
                "irilb_sources_banned",
                "sources that are banned",
                status.sources().banned()));
        all.add(refusals(status));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot refusals(BalancerStatus status) {
        CounterSnapshot.Builder refusals =
                CounterSnapshot.builder().name("irilb_refusals").help("requests that a rule has refused");
        status.refusals()
                .forEach(rule -> refusals.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("rule", rule.rule().toLowerCase(Locale.ROOT)))
                        .value(rule.count())
                        .build()));
        return refusals.build();
    }

    private static long sum(BalancerStatus status, Counter counter) {
        return status.listeners().stream()
                .mapToLong(listener -> listener.counters().sum(counter))
                .sum();
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build();
    }

    private static MetricSnapshot count(String name, String help, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build();
    }
}

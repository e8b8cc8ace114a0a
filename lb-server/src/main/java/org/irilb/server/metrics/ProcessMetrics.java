package org.irilb.server.metrics;

import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.server.admin.stat.View;

/** The process under the names of HAProxy's own exporter. Stateless. */
final class ProcessMetrics implements MetricSource {

    @Override
    public void write(View view, Exposition out) {
        BalancerStatus status = view.status();
        gauge(out, "nbthread", "event loops", status.workers());
        gauge(out, "nbproc", "processes, always 1", 1);
        gauge(out, "relative_process_id", "number of the process, always 1", 1);
        gauge(out, "uptime_seconds", "since the start", status.uptime().toSeconds());
        gauge(out, "start_time_seconds", "since 1970", status.started().getEpochSecond());
        gauge(
                out,
                "max_connections",
                "limit of client connections",
                status.limits().connections());
        gauge(
                out,
                "hard_max_connections",
                "the same as configured",
                status.limits().configured());
        gauge(out, "current_connections", "client connections", status.currentConnections());
        gauge(out, "current_run_queue", "tasks that wait for a loop", status.pendingTasks());
        gauge(out, "listeners", "listeners", status.listeners().size());
        counter(out, "connections_total", "client connections so far", sum(status, Counter.SESSIONS));
        counter(out, "requests_total", "requests so far", sum(status, Counter.REQUESTS));
        counter(out, "bytes_out_total", "bytes sent to clients", sum(status, Counter.BYTES_OUT));
        counter(out, "dropped_logs_total", "requests missing in the access log", status.lostLogs());
    }

    private static void gauge(Exposition out, String name, String help, long value) {
        out.gauge("haproxy_process_" + name, help).value(value);
    }

    private static void counter(Exposition out, String name, String help, long value) {
        out.counter("haproxy_process_" + name, help).value(value);
    }

    private static long sum(BalancerStatus status, Counter counter) {
        return status.listeners().stream()
                .mapToLong(listener -> listener.counters().sum(counter))
                .sum();
    }
}

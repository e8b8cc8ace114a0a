package org.irilb.server.metrics;

import static java.util.Map.entry;

import java.util.Map;
import org.irilb.server.admin.stat.Build;
import org.irilb.server.admin.stat.InfoNumbers;
import org.irilb.server.admin.stat.View;

/** What {@code show info} tells, under the names of HAProxy's own exporter, as far as it has any. Stateless. */
final class ProcessMetrics implements MetricSource {

    private static final LabelSet BUILD = LabelSet.of("version", Build.read().version());

    private record Name(String name, Exposition.Type type) {}

    /** By the labels of {@code show info}. */
    private static final Map<String, Name> NAMES = Map.ofEntries(
            entry("Nbthread", gauge("nbthread")),
            entry("Nbproc", gauge("nbproc")),
            entry("Process_num", gauge("relative_process_id")),
            entry("Uptime_sec", gauge("uptime_seconds")),
            entry("Start_time_sec", gauge("start_time_seconds")),
            entry("Memmax_bytes", gauge("max_memory_bytes")),
            entry("PoolAlloc_bytes", gauge("pool_allocated_bytes")),
            entry("PoolUsed_bytes", gauge("pool_used_bytes")),
            entry("PoolFailed", counter("pool_failures_total")),
            entry("Ulimit-n", gauge("max_fds")),
            entry("Maxsock", gauge("max_sockets")),
            entry("Maxconn", gauge("max_connections")),
            entry("Hard_maxconn", gauge("hard_max_connections")),
            entry("CurrConns", gauge("current_connections")),
            entry("CumConns", counter("connections_total")),
            entry("CumReq", counter("requests_total")),
            entry("MaxSslConns", gauge("max_ssl_connections")),
            entry("CurrSslConns", gauge("current_ssl_connections")),
            entry("CumSslConns", counter("ssl_connections_total")),
            entry("Maxpipes", gauge("max_pipes")),
            entry("PipesUsed", counter("pipes_used_total")),
            entry("PipesFree", counter("pipes_free_total")),
            entry("ConnRate", gauge("current_connection_rate")),
            entry("ConnRateLimit", gauge("limit_connection_rate")),
            entry("MaxConnRate", gauge("max_connection_rate")),
            entry("SessRate", gauge("current_session_rate")),
            entry("SessRateLimit", gauge("limit_session_rate")),
            entry("MaxSessRate", gauge("max_session_rate")),
            entry("SslRate", gauge("current_ssl_rate")),
            entry("SslRateLimit", gauge("limit_ssl_rate")),
            entry("MaxSslRate", gauge("max_ssl_rate")),
            entry("SslFrontendKeyRate", gauge("current_frontend_ssl_key_rate")),
            entry("SslFrontendMaxKeyRate", gauge("max_frontend_ssl_key_rate")),
            entry("SslFrontendSessionReuse_pct", gauge("frontend_ssl_reuse")),
            entry("SslBackendKeyRate", gauge("current_backend_ssl_key_rate")),
            entry("SslBackendMaxKeyRate", gauge("max_backend_ssl_key_rate")),
            entry("SslCacheLookups", counter("ssl_cache_lookups_total")),
            entry("SslCacheMisses", counter("ssl_cache_misses_total")),
            entry("CompressBpsIn", counter("http_comp_bytes_in_total")),
            entry("CompressBpsOut", counter("http_comp_bytes_out_total")),
            entry("CompressBpsRateLim", gauge("limit_http_comp")),
            entry("Tasks", gauge("current_tasks")),
            entry("Run_queue", gauge("current_run_queue")),
            entry("Idle_pct", gauge("idle_time_percent")),
            entry("Stopping", gauge("stopping")),
            entry("Jobs", gauge("jobs")),
            entry("Unstoppable Jobs", gauge("unstoppable_jobs")),
            entry("Listeners", gauge("listeners")),
            entry("ActivePeers", gauge("active_peers")),
            entry("ConnectedPeers", gauge("connected_peers")),
            entry("DroppedLogs", counter("dropped_logs_total")),
            entry("BusyPolling", gauge("busy_polling_enabled")),
            entry("FailedResolutions", counter("failed_resolutions")),
            entry("TotalBytesOut", counter("bytes_out_total")),
            entry("TotalSplicdedBytesOut", counter("spliced_bytes_out_total")),
            entry("BytesOutRate", gauge("bytes_out_rate")),
            entry("CumRecvLogs", counter("recv_logs_total")));

    private static Name gauge(String name) {
        return new Name("haproxy_process_" + name, Exposition.Type.GAUGE);
    }

    private static Name counter(String name) {
        return new Name("haproxy_process_" + name, Exposition.Type.COUNTER);
    }

    @Override
    public void write(View view, Exposition out) {
        out.gauge("haproxy_process_build_info", "what runs here, always 1").value(BUILD, 1);
        InfoNumbers.read(view, (label, purpose, value) -> {
            Name name = NAMES.get(label);
            if (name != null) {
                out.family(name.name(), name.type(), purpose).value(value);
            }
        });
    }
}

package org.irilb.server.metrics;

import static org.irilb.server.admin.stat.Column.*;

import java.util.EnumMap;
import java.util.Map;
import org.irilb.server.admin.stat.Column;

/**
 * What HAProxy's own exporter calls a column of {@code show stat}, behind {@code haproxy_frontend_}, {@code
 * haproxy_backend_} or {@code haproxy_server_}.
 *
 * @param name with the {@code _total} that ends the names of counters
 * @param millis whether the column is in milliseconds, which are told in seconds
 */
record Family(String name, Exposition.Type type, boolean millis) {

    /** All but states, results of checks and statuses of answers, which have a label more. */
    static final Map<Column, Family> ALL = new EnumMap<>(Column.class);

    static {
        gauge(QCUR, "current_queue");
        gauge(QMAX, "max_queue");
        gauge(SCUR, "current_sessions");
        gauge(SMAX, "max_sessions");
        gauge(SLIM, "limit_sessions");
        counter(STOT, "sessions");
        counter(BIN, "bytes_in");
        counter(BOUT, "bytes_out");
        counter(DREQ, "requests_denied");
        counter(DRESP, "responses_denied");
        counter(EREQ, "request_errors");
        counter(ECON, "connection_errors");
        counter(ERESP, "response_errors");
        counter(WRETR, "retry_warnings");
        counter(WREDIS, "redispatch_warnings");
        gauge(WEIGHT, "weight");
        counter(CHKFAIL, "check_failures");
        counter(CHKDOWN, "check_up_down");
        gauge(LASTCHG, "check_last_change_seconds");
        counter(DOWNTIME, "downtime_seconds");
        gauge(QLIMIT, "queue_limit");
        gauge(THROTTLE, "current_throttle");
        counter(LBTOT, "loadbalanced");
        gauge(RATE_LIM, "limit_session_rate");
        gauge(RATE_MAX, "max_session_rate");
        gauge(CHECK_CODE, "check_code");
        millis(CHECK_DURATION, "check_duration_seconds");
        gauge(REQ_RATE_MAX, "http_requests_rate_max");
        counter(REQ_TOT, "http_requests");
        counter(CLI_ABRT, "client_aborts");
        counter(SRV_ABRT, "server_aborts");
        counter(COMP_IN, "http_comp_bytes_in");
        counter(COMP_OUT, "http_comp_bytes_out");
        counter(COMP_BYP, "http_comp_bytes_bypassed");
        counter(COMP_RSP, "http_comp_responses");
        gauge(LASTSESS, "last_session_seconds");
        millis(QTIME, "queue_time_average_seconds");
        millis(CTIME, "connect_time_average_seconds");
        millis(RTIME, "response_time_average_seconds");
        millis(TTIME, "total_time_average_seconds");
        millis(QTIME_MAX, "max_queue_time_seconds");
        millis(CTIME_MAX, "max_connect_time_seconds");
        millis(RTIME_MAX, "max_response_time_seconds");
        millis(TTIME_MAX, "max_total_time_seconds");
        gauge(CONN_RATE_MAX, "connections_rate_max");
        counter(CONN_TOT, "connections");
        counter(INTERCEPTED, "intercepted_requests");
        counter(DCON, "denied_connections");
        counter(DSES, "denied_sessions");
        counter(WREW, "failed_header_rewriting");
        counter(CONNECT, "connection_attempts");
        counter(REUSE, "connection_reuses");
        counter(CACHE_LOOKUPS, "http_cache_lookups");
        counter(CACHE_HITS, "http_cache_hits");
        counter(EINT, "internal_errors");
        gauge(SRV_ICUR, "idle_connections_current");
        gauge(SRC_ILIM, "idle_connections_limit");
        gauge(IDLE_CONN_CUR, "unsafe_idle_connections_current");
        gauge(SAFE_CONN_CUR, "safe_idle_connections_current");
        gauge(USED_CONN_CUR, "used_connections_current");
        gauge(NEED_CONN_EST, "need_connections_current");
        gauge(UWEIGHT, "uweight");
    }

    private static void gauge(Column column, String name) {
        ALL.put(column, new Family(name, Exposition.Type.GAUGE, false));
    }

    private static void millis(Column column, String name) {
        ALL.put(column, new Family(name, Exposition.Type.GAUGE, true));
    }

    private static void counter(Column column, String name) {
        ALL.put(column, new Family(name + "_total", Exposition.Type.COUNTER, false));
    }
}

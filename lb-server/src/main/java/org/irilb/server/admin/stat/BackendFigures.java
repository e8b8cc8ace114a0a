package org.irilb.server.admin.stat;

import org.irilb.core.metrics.BalancerStatus.PoolStatus;
import org.irilb.core.metrics.BalancerStatus.ServerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Timings;

/** What a BACKEND row shows of a pool. */
final class BackendFigures {

    /**
     * A pool, its number, and where to look how it has fared lately.
     *
     * @param counted whether its status says how many of its servers are usable
     */
    record Backend(View view, int iid, PoolStatus status, boolean counted) {

        Recent recent() {
            return view.recent(status.counters());
        }

        long idleSeconds() {
            return view.idleSeconds(status.counters());
        }

        Average average(Timings.Phase phase) {
            return recent().average(phase, status.timings());
        }

        String state() {
            String state = status.usable() > 0 ? "UP" : "DOWN";
            return counted
                    ? state + " (" + status.usable() + "/" + status.servers().size() + ")"
                    : state;
        }

        long active() {
            return status.servers().stream()
                    .filter(server -> server.usable() && server.zone().rank() == 0)
                    .count();
        }

        /** Those that serve, and those that would. */
        long backups() {
            return status.servers().stream()
                    .filter(server -> server.zone().rank() > 0 && server.state().equals("UP"))
                    .count();
        }

        int weight() {
            return status.servers().stream()
                    .filter(ServerStatus::usable)
                    .mapToInt(ServerStatus::weight)
                    .sum();
        }
    }

    private static final Figures<Backend> ALL = new Figures<Backend>(
                    of -> of.status().counters())
            .text(Column.PXNAME, of -> of.status().name())
            .text(Column.SVNAME, of -> "BACKEND")
            .number(Column.QCUR, of -> of.status().queued())
            .number(Column.QMAX, of -> of.status().queuedHighest())
            .number(Column.SCUR, of -> of.status().current())
            .number(Column.SMAX, of -> of.status().highest())
            .number(Column.SLIM, of -> of.status().limit())
            .counter(Column.STOT, Counter.SESSIONS)
            .counter(Column.BIN, Counter.BYTES_IN)
            .counter(Column.BOUT, Counter.BYTES_OUT)
            .counter(Column.DREQ, Counter.DENIED_REQUESTS)
            .counter(Column.ECON, Counter.CONNECT_ERRORS)
            .counter(Column.ERESP, Counter.RESPONSE_ERRORS)
            .counter(Column.WRETR, Counter.RETRIES)
            .counter(Column.WREDIS, Counter.REDISPATCHES)
            .text(Column.STATUS, Backend::state)
            .number(Column.WEIGHT, Backend::weight)
            .number(Column.ACT, Backend::active)
            .number(Column.BCK, Backend::backups)
            .number(Column.CHKDOWN, of -> of.status().outages().downs())
            .number(Column.LASTCHG, of -> of.status().outages().sinceChange().toSeconds())
            .number(Column.DOWNTIME, of -> of.status().outages().downtime().toSeconds())
            .number(Column.PID, of -> 1)
            .number(Column.IID, Backend::iid)
            .number(Column.SID, of -> 0)
            .counter(Column.LBTOT, Counter.SELECTIONS)
            .number(Column.TYPE, of -> Kind.BACKEND.number())
            .counter(Column.HRSP_1XX, Counter.RESPONSES_1XX)
            .counter(Column.HRSP_2XX, Counter.RESPONSES_2XX)
            .counter(Column.HRSP_3XX, Counter.RESPONSES_3XX)
            .counter(Column.HRSP_4XX, Counter.RESPONSES_4XX)
            .counter(Column.HRSP_5XX, Counter.RESPONSES_5XX)
            .counter(Column.REQ_TOT, Counter.REQUESTS)
            .counter(Column.CLI_ABRT, Counter.CLIENT_ABORTS)
            .counter(Column.SRV_ABRT, Counter.SERVER_ABORTS)
            .counter(Column.COMP_IN, Counter.COMPRESSED_FROM)
            .counter(Column.COMP_OUT, Counter.COMPRESSED_TO)
            .counter(Column.COMP_BYP, Counter.COMPRESSION_BYPASSED)
            .counter(Column.COMP_RSP, Counter.COMPRESSED_RESPONSES)
            .number(Column.RATE, of -> of.recent().sessions().perSecond())
            .number(Column.RATE_MAX, of -> of.recent().sessions().highest())
            .number(Column.LASTSESS, Backend::idleSeconds)
            .timings(Backend::average, of -> of.status().timings())
            .text(Column.MODE, of -> "http")
            .text(Column.ALGO, of -> of.status().algorithm())
            .counter(Column.CONNECT, Counter.CONNECTS)
            .counter(Column.REUSE, Counter.REUSES)
            .handshakes()
            .http1()
            .number(Column.UWEIGHT, Backend::weight)
            .never(Column.EINT, Column.AGG_SERVER_STATUS, Column.AGG_SERVER_CHECK_STATUS, Column.AGG_CHECK_STATUS)
            .never(Column.DRESP, Column.HRSP_OTHER, Column.WREW)
            .never(Column.CACHE_LOOKUPS, Column.CACHE_HITS)
            // nodes are spoken to over HTTP/1.1
            .never(Column.H2_HEADERS_RCVD, Column.H2_DATA_RCVD, Column.H2_SETTINGS_RCVD)
            .never(Column.H2_RST_STREAM_RCVD, Column.H2_GOAWAY_RCVD)
            .never(Column.H2_DETECTED_CONN_PROTOCOL_ERRORS, Column.H2_DETECTED_STRM_PROTOCOL_ERRORS)
            .never(Column.H2_RST_STREAM_RESP, Column.H2_GOAWAY_RESP)
            .never(Column.H2_OPEN_CONNECTIONS, Column.H2_BACKEND_OPEN_STREAMS)
            .never(Column.H2_TOTAL_CONNECTIONS, Column.H2_BACKEND_TOTAL_STREAMS);

    private BackendFigures() {}

    static Row<Backend> row(View view, int iid, PoolStatus status, boolean counted) {
        return new Row<>(Kind.BACKEND, iid, 0, ALL, new Backend(view, iid, status, counted));
    }
}

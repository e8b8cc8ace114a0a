package org.irilb.server.admin.stat;

import org.irilb.core.metrics.BalancerStatus.ListenerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.ListenerState;

/** What a FRONTEND row shows of a listener. */
final class FrontendFigures {

    /** A listener, its number, and how it has fared lately. */
    record Frontend(int iid, ListenerStatus status, Recent recent) {}

    private static final Figures<Frontend> ALL = new Figures<Frontend>(
                    of -> of.status().counters())
            .text(Column.PXNAME, of -> of.status().name())
            .text(Column.SVNAME, of -> "FRONTEND")
            .number(Column.SCUR, of -> of.status().current())
            .number(Column.SMAX, of -> of.status().highest())
            .number(Column.SLIM, of -> of.status().limit())
            .counter(Column.STOT, Counter.SESSIONS)
            .counter(Column.BIN, Counter.BYTES_IN)
            .counter(Column.BOUT, Counter.BYTES_OUT)
            .counter(Column.DCON, Counter.DENIED_CONNECTIONS)
            .counter(Column.DREQ, Counter.DENIED_REQUESTS)
            .counter(Column.EREQ, Counter.REQUEST_ERRORS)
            .text(Column.STATUS, of -> shown(of.status().state()))
            .number(Column.PID, of -> 1)
            .number(Column.IID, Frontend::iid)
            .number(Column.SID, of -> 0)
            .number(Column.TYPE, of -> Kind.FRONTEND.number())
            .counter(Column.HRSP_1XX, Counter.RESPONSES_1XX)
            .counter(Column.HRSP_2XX, Counter.RESPONSES_2XX)
            .counter(Column.HRSP_3XX, Counter.RESPONSES_3XX)
            .counter(Column.HRSP_4XX, Counter.RESPONSES_4XX)
            .counter(Column.HRSP_5XX, Counter.RESPONSES_5XX)
            .number(Column.RATE, of -> of.recent().sessions().perSecond())
            .number(Column.RATE_MAX, of -> of.recent().sessions().highest())
            .number(Column.REQ_RATE, of -> of.recent().requests().perSecond())
            .number(Column.REQ_RATE_MAX, of -> of.recent().requests().highest())
            .number(Column.CONN_RATE, of -> of.recent().sessions().perSecond())
            .number(Column.CONN_RATE_MAX, of -> of.recent().sessions().highest())
            .counter(Column.REQ_TOT, Counter.REQUESTS)
            .text(Column.MODE, of -> "http")
            .counter(Column.CONN_TOT, Counter.SESSIONS)
            .counter(Column.INTERCEPTED, Counter.INTERCEPTED)
            .counter(Column.COMP_IN, Counter.COMPRESSED_FROM)
            .counter(Column.COMP_OUT, Counter.COMPRESSED_TO)
            .counter(Column.COMP_BYP, Counter.COMPRESSION_BYPASSED)
            .counter(Column.COMP_RSP, Counter.COMPRESSED_RESPONSES)
            .counter(Column.EINT, Counter.INTERNAL_ERRORS)
            .handshakes()
            .http1()
            .counter(Column.H2_HEADERS_RCVD, Counter.H2_HEADERS)
            .counter(Column.H2_DATA_RCVD, Counter.H2_DATA)
            .counter(Column.H2_SETTINGS_RCVD, Counter.H2_SETTINGS)
            .counter(Column.H2_RST_STREAM_RCVD, Counter.H2_RESETS)
            .counter(Column.H2_GOAWAY_RCVD, Counter.H2_GOAWAYS)
            .counter(Column.H2_DETECTED_CONN_PROTOCOL_ERRORS, Counter.H2_CONNECTION_ERRORS)
            .counter(Column.H2_DETECTED_STRM_PROTOCOL_ERRORS, Counter.H2_STREAM_ERRORS)
            .counter(Column.H2_RST_STREAM_RESP, Counter.H2_RESETS_SENT)
            .counter(Column.H2_GOAWAY_RESP, Counter.H2_GOAWAYS_SENT)
            .open(Column.H2_OPEN_CONNECTIONS, Counter.H2_CONNECTIONS, Counter.H2_CONNECTIONS_ENDED)
            .open(Column.H2_BACKEND_OPEN_STREAMS, Counter.H2_STREAMS, Counter.H2_STREAMS_ENDED)
            .counter(Column.H2_TOTAL_CONNECTIONS, Counter.H2_CONNECTIONS)
            .counter(Column.H2_BACKEND_TOTAL_STREAMS, Counter.H2_STREAMS)
            .never(Column.DRESP, Column.RATE_LIM, Column.HRSP_OTHER, Column.DSES, Column.WREW)
            .never(Column.CACHE_LOOKUPS, Column.CACHE_HITS);

    private FrontendFigures() {}

    private static String shown(ListenerState state) {
        return switch (state) {
            case OPEN -> "OPEN";
            case PAUSED -> "PAUSED";
            case STOPPED -> "STOP";
        };
    }

    static Row<Frontend> row(View view, int iid, ListenerStatus status) {
        return new Row<>(Kind.FRONTEND, iid, 0, ALL, new Frontend(iid, status, view.recent(status.counters())));
    }
}

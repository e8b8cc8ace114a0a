package org.irilb.server.admin.stat;

import java.util.Locale;

/**
 * The columns of {@code show stat} in the order of HAProxy 2.6. Clients find the first 103 by their position, so that
 * nothing may ever be put between them.
 */
public enum Column {
    PXNAME("KNS", "str", "name of the listener or pool"),
    SVNAME("KNS", "str", "name of the server, or FRONTEND or BACKEND"),
    QCUR("MGP", "u32", "requests that wait now"),
    QMAX("MMP", "u32", "most requests that have waited at a time"),
    SCUR("MGP", "u32", "requests now; at a listener, connections"),
    SMAX("MMP", "u32", "most of these at a time"),
    SLIM("CLP", "u32", "how many of these are allowed"),
    STOT("MCP", "u64", "requests so far; at a listener, connections"),
    BIN("MCP", "u64", "bytes received from clients"),
    BOUT("MCP", "u64", "bytes sent to clients"),
    DREQ("MCP", "u64", "requests refused by rules"),
    DRESP("MCP", "u64", "answers refused by rules"),
    EREQ("MCP", "u64", "requests that were malformed, broken off or too slow"),
    ECON("MCP", "u64", "failed connects; at a pool also requests that found no server in time"),
    ERESP("MCP", "u64", "answers that were malformed, broken off or too slow"),
    WRETR("MCP", "u64", "attempts to connect again"),
    WREDIS("MCP", "u64", "requests moved to another server"),
    STATUS("SGP", "str", "state, in a word"),
    WEIGHT("MaP", "u32", "share of the traffic; at a pool, the sum of its usable servers"),
    ACT("MGP", "u32", "whether it is an active server; at a pool, how many are usable"),
    BCK("MGP", "u32", "whether it is a backup server; at a pool, how many are usable"),
    CHKFAIL("MCP", "u64", "failed checks while it was up"),
    CHKDOWN("MCP", "u64", "times it went from up to down"),
    LASTCHG("MAP", "u32", "seconds since it last went up or down"),
    DOWNTIME("MCP", "u32", "seconds spent down"),
    QLIMIT("CGS", "u32", "how many requests may wait"),
    PID("KGP", "u32", "number of the process, always 1"),
    IID("KGS", "u32", "number of the listener or pool"),
    SID("KGS", "u32", "number of the server in its pool"),
    THROTTLE("MaP", "u32", "percentage of its weight while it warms up"),
    LBTOT("MCP", "u64", "times chosen by the balancer"),
    TRACKED("CNS", "str", "the server whose state it follows"),
    TYPE("CGS", "u32", "0 listener, 1 pool, 2 server"),
    RATE("MRP", "u32", "requests in the last second; at a listener, connections"),
    RATE_LIM("CLP", "u32", "how many of these a second are allowed"),
    RATE_MAX("MMP", "u32", "most of these in a second"),
    CHECK_STATUS("MOP", "str", "result of the last check"),
    CHECK_CODE("MOP", "u32", "status code of the last check"),
    CHECK_DURATION("MDP", "u64", "milliseconds that the last check took"),
    HRSP_1XX("MCP", "u64", "answers with status 1xx"),
    HRSP_2XX("MCP", "u64", "answers with status 2xx"),
    HRSP_3XX("MCP", "u64", "answers with status 3xx"),
    HRSP_4XX("MCP", "u64", "answers with status 4xx"),
    HRSP_5XX("MCP", "u64", "answers with status 5xx"),
    HRSP_OTHER("MCP", "u64", "answers with any other status"),
    HANAFAIL("MCP", "u64", "failures seen in live traffic"),
    REQ_RATE("MRP", "u32", "HTTP requests in the last second"),
    REQ_RATE_MAX("MMP", "u32", "most HTTP requests in a second"),
    REQ_TOT("MCP", "u64", "HTTP requests so far"),
    CLI_ABRT("MCP", "u64", "requests broken off by the client"),
    SRV_ABRT("MCP", "u64", "requests broken off by the server"),
    COMP_IN("MCP", "u64", "bytes given to the compressor"),
    COMP_OUT("MCP", "u64", "bytes that the compressor made of them"),
    COMP_BYP("MCP", "u64", "bytes that could have been compressed and were not"),
    COMP_RSP("MCP", "u64", "answers that were compressed"),
    LASTSESS("MAP", "s32", "seconds since the last request, -1 if there was none"),
    LAST_CHK("MOP", "str", "what the last check said"),
    LAST_AGT("MOP", "str", "what the agent said last"),
    QTIME("MaP", "u32", "milliseconds in the queue, average of the last 1024 requests"),
    CTIME("MaP", "u32", "milliseconds to connect, average of the last 1024 requests"),
    RTIME("MaP", "u32", "milliseconds to the answer, average of the last 1024 requests"),
    TTIME("MaP", "u32", "milliseconds in all, average of the last 1024 requests"),
    AGENT_STATUS("MOP", "str", "result of the last agent check"),
    AGENT_CODE("MOP", "u32", "code of the last agent check"),
    AGENT_DURATION("MDP", "u64", "milliseconds that the last agent check took"),
    CHECK_DESC("MOP", "str", "result of the last check, in words"),
    AGENT_DESC("MOP", "str", "result of the last agent check, in words"),
    CHECK_RISE("CGS", "u32", "passed checks that bring it up"),
    CHECK_FALL("CGS", "u32", "failed checks that take it down"),
    CHECK_HEALTH("CGS", "u32", "where it stands between these"),
    AGENT_RISE("CGS", "u32", "passed agent checks that bring it up"),
    AGENT_FALL("CGS", "u32", "failed agent checks that take it down"),
    AGENT_HEALTH("CGS", "u32", "where it stands between these"),
    ADDR("CGS", "str", "address and port"),
    COOKIE("CNS", "str", "name or value of the cookie"),
    MODE("CGS", "str", "http or tcp"),
    ALGO("CGS", "str", "how the next server is chosen"),
    CONN_RATE("MRP", "u32", "connections in the last second"),
    CONN_RATE_MAX("MMP", "u32", "most connections in a second"),
    CONN_TOT("MCP", "u64", "connections so far"),
    INTERCEPTED("MCP", "u64", "requests answered by the balancer itself"),
    DCON("MCP", "u64", "connections refused by rules"),
    DSES("MCP", "u64", "sessions refused by rules"),
    WREW("MCP", "u64", "fields that could not be rewritten"),
    CONNECT("MCP", "u64", "attempts to connect"),
    REUSE("MCP", "u64", "requests on a connection that was open"),
    CACHE_LOOKUPS("MCP", "u64", "requests looked up in the cache"),
    CACHE_HITS("MCP", "u64", "requests answered from the cache"),
    SRV_ICUR("MGP", "u32", "connections kept open for later"),
    SRC_ILIM("CLP", "u32", "how many connections may be kept"),
    QTIME_MAX("MMP", "u32", "most milliseconds in the queue"),
    CTIME_MAX("MMP", "u32", "most milliseconds to connect"),
    RTIME_MAX("MMP", "u32", "most milliseconds to the answer"),
    TTIME_MAX("MMP", "u32", "most milliseconds in all"),
    EINT("MCP", "u64", "internal errors"),
    IDLE_CONN_CUR("MGP", "u32", "kept connections that have carried no request"),
    SAFE_CONN_CUR("MGP", "u32", "kept connections that have carried a request"),
    USED_CONN_CUR("MGP", "u32", "connections in use"),
    NEED_CONN_EST("MGP", "u32", "connections that will be needed, estimated"),
    UWEIGHT("MaP", "u32", "weight as configured"),
    AGG_SERVER_STATUS("MGP", "u32", "servers by state"),
    AGG_SERVER_CHECK_STATUS("MGP", "u32", "servers by state, under its old name"),
    AGG_CHECK_STATUS("MGP", "u32", "servers by result of the last check"),
    SSL_SESS("MCP", "u64", "TLS sessions that were begun"),
    SSL_REUSED_SESS("MCP", "u64", "TLS sessions taken up again"),
    SSL_FAILED_HANDSHAKE("MCP", "u64", "failed TLS handshakes"),
    H2_HEADERS_RCVD("MCP", "u64", "HEADERS frames received, HTTP/2"),
    H2_DATA_RCVD("MCP", "u64", "DATA frames received, HTTP/2"),
    H2_SETTINGS_RCVD("MCP", "u64", "SETTINGS frames received, HTTP/2"),
    H2_RST_STREAM_RCVD("MCP", "u64", "RST_STREAM frames received, HTTP/2"),
    H2_GOAWAY_RCVD("MCP", "u64", "GOAWAY frames received, HTTP/2"),
    H2_DETECTED_CONN_PROTOCOL_ERRORS("MCP", "u64", "protocol errors of connections, HTTP/2"),
    H2_DETECTED_STRM_PROTOCOL_ERRORS("MCP", "u64", "protocol errors of streams, HTTP/2"),
    H2_RST_STREAM_RESP("MCP", "u64", "RST_STREAM frames sent for an error, HTTP/2"),
    H2_GOAWAY_RESP("MCP", "u64", "GOAWAY frames sent for an error, HTTP/2"),
    H2_OPEN_CONNECTIONS("MGP", "u64", "connections open now, HTTP/2"),
    H2_BACKEND_OPEN_STREAMS("MGP", "u64", "streams open now, HTTP/2"),
    H2_TOTAL_CONNECTIONS("MCP", "u64", "connections so far, HTTP/2"),
    H2_BACKEND_TOTAL_STREAMS("MCP", "u64", "streams so far, HTTP/2"),
    H1_OPEN_CONNECTIONS("MGP", "u64", "connections open now, HTTP/1"),
    H1_OPEN_STREAMS("MGP", "u64", "requests now, HTTP/1"),
    H1_TOTAL_CONNECTIONS("MCP", "u64", "connections so far, HTTP/1"),
    H1_TOTAL_STREAMS("MCP", "u64", "requests so far, HTTP/1"),
    H1_BYTES_IN("MCP", "u64", "bytes received, HTTP/1"),
    H1_BYTES_OUT("MCP", "u64", "bytes sent, HTTP/1"),
    H1_SPLICED_BYTES_IN("MCP", "u64", "bytes received without being copied, HTTP/1"),
    H1_SPLICED_BYTES_OUT("MCP", "u64", "bytes sent without being copied, HTTP/1");

    /** The first of those that come after a column named {@code -}, which stands for none. */
    static final Column FIRST_OF_MODULES = SSL_SESS;

    private final String label = name().toLowerCase(Locale.ROOT);
    private final String tags;
    private final String type;
    private final String purpose;

    Column(String tags, String type, String purpose) {
        this.tags = tags;
        this.type = type;
        this.purpose = purpose;
    }

    /** Its number, from 0. */
    int position() {
        return ordinal();
    }

    /** What HAProxy calls it. */
    String label() {
        return label;
    }

    /** HAProxy's three letters for where it comes from, what it is and what it is about, see {@link Tags}. */
    String tags() {
        return tags;
    }

    /** HAProxy's name for its type: {@code u32}, {@code u64}, {@code s32} or {@code str}. */
    String type() {
        return type;
    }

    /** What it says, in a few words. */
    public String purpose() {
        return purpose;
    }

    /** Whether it tells addresses or how the balancer works, which is not for everybody. */
    boolean isConfidential() {
        return this == ADDR || this == COOKIE || this == ALGO;
    }
}

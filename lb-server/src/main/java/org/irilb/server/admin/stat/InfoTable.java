package org.irilb.server.admin.stat;

import static org.irilb.server.admin.stat.InfoField.decimal;
import static org.irilb.server.admin.stat.InfoField.large;
import static org.irilb.server.admin.stat.InfoField.none;
import static org.irilb.server.admin.stat.InfoField.number;
import static org.irilb.server.admin.stat.InfoField.text;

import java.util.List;
import org.irilb.core.metrics.Counter;

/** The lines of {@code show info} that this balancer can tell, in HAProxy's order. */
final class InfoTable {

    private static final long MEGA = 1024 * 1024;
    private static final double NANOS = 1e9;

    static final List<InfoField> FIELDS = List.of(
            text(0, "Name", "POS", "name of the program", of -> Build.NAME),
            text(1, "Version", "POS", "its version", of -> of.build().version()),
            text(
                    2,
                    "Release_date",
                    "POS",
                    "when that was released",
                    of -> of.build().date()),
            number(3, "Nbthread", "CGS", "event loops", of -> of.status().workers()),
            number(4, "Nbproc", "CGS", "processes, always 1", of -> 1),
            number(5, "Process_num", "KGP", "number of the process, always 1", of -> 1),
            number(
                    6,
                    "Pid",
                    "SGP",
                    "the system's number for it",
                    of -> ProcessHandle.current().pid()),
            text(7, "Uptime", "MDP", "since it was started", InfoSource::uptime),
            decimal(
                    8,
                    "Uptime_sec",
                    "MDP",
                    "the same in seconds",
                    of -> of.status().uptime().toNanos() / NANOS),
            number(
                    9,
                    "Memmax_MB",
                    "CLP",
                    "largest heap, in MiB",
                    of -> Runtime.getRuntime().maxMemory() / MEGA),
            number(10, "PoolAlloc_MB", "MGP", "memory of the JVM and of buffers, in MiB", of -> of.allocated() / MEGA),
            number(11, "PoolUsed_MB", "MGP", "of this, memory in use, in MiB", of -> of.used() / MEGA),
            number(13, "Ulimit-n", "CLP", "file descriptors it may have", InfoSource::descriptors),
            number(14, "Maxsock", "CLP", "sockets it may have", InfoSource::descriptors),
            number(
                    15,
                    "Maxconn",
                    "CLP",
                    "client connections allowed",
                    of -> of.status().limits().connections()),
            number(
                    16,
                    "Hard_maxconn",
                    "CLP",
                    "the same as configured",
                    of -> of.status().limits().configured()),
            number(
                    17,
                    "CurrConns",
                    "MGP",
                    "client connections now",
                    of -> of.status().currentConnections()),
            number(18, "CumConns", "MCP", "client connections so far", of -> of.listeners(Counter.SESSIONS)),
            number(19, "CumReq", "MCP", "requests so far", of -> of.listeners(Counter.REQUESTS)),
            none(20, "MaxSslConns", "MMP", "TLS connections allowed; no limit of their own"),
            number(
                    21,
                    "CurrSslConns",
                    "MGP",
                    "connections with TLS now, of clients and to nodes",
                    InfoSource::tlsConnections),
            number(22, "CumSslConns", "MCP", "TLS handshakes with clients and nodes so far", InfoSource::tlsHandshakes),
            none(23, "Maxpipes", "CLP", "pipes allowed; it uses none"),
            none(24, "PipesUsed", "MGP", "pipes in use; it uses none"),
            none(25, "PipesFree", "MGP", "pipes to spare; it uses none"),
            decimal(
                    26,
                    "ConnRate",
                    "MRP",
                    "client connections in the last second",
                    of -> of.connections().perSecond()),
            number(
                    27,
                    "ConnRateLimit",
                    "CLP",
                    "connections allowed in a second; 0 for any number",
                    of -> of.status().limits().connectionRate()),
            number(
                    28,
                    "MaxConnRate",
                    "MMP",
                    "most of them in a second",
                    of -> of.connections().highest()),
            decimal(
                    29,
                    "SessRate",
                    "MRP",
                    "sessions in the last second",
                    of -> of.connections().perSecond()),
            number(
                    30,
                    "SessRateLimit",
                    "CLP",
                    "sessions allowed in a second; 0 for any number",
                    of -> of.status().limits().sessionRate()),
            number(
                    31,
                    "MaxSessRate",
                    "MRP",
                    "most of them in a second",
                    of -> of.connections().highest()),
            decimal(
                    32,
                    "SslRate",
                    "MRP",
                    "TLS handshakes with clients in the last second",
                    of -> of.rate(Total.TLS_HANDSHAKES).perSecond()),
            number(
                    33,
                    "SslRateLimit",
                    "CLP",
                    "TLS sessions allowed in a second; 0 for any number",
                    of -> of.status().limits().tlsRate()),
            number(
                    34,
                    "MaxSslRate",
                    "MMP",
                    "most of them in a second",
                    of -> of.rate(Total.TLS_HANDSHAKES).highest()),
            decimal(
                    35,
                    "SslFrontendKeyRate",
                    "MGP",
                    "of these in the last second, full ones",
                    of -> of.rate(Total.CLIENT_KEYS).perSecond()),
            number(
                    36,
                    "SslFrontendMaxKeyRate",
                    "MMP",
                    "most of them in a second",
                    of -> of.rate(Total.CLIENT_KEYS).highest()),
            decimal(
                    37,
                    "SslFrontendSessionReuse_pct",
                    "MGP",
                    "of the TLS handshakes with clients in the last second, the others, in percent",
                    InfoSource::reusePercent),
            decimal(
                    38,
                    "SslBackendKeyRate",
                    "MRP",
                    "full TLS handshakes with nodes in the last second",
                    of -> of.rate(Total.NODE_KEYS).perSecond()),
            number(
                    39,
                    "SslBackendMaxKeyRate",
                    "MMP",
                    "most of them in a second",
                    of -> of.rate(Total.NODE_KEYS).highest()),
            decimal(
                    42,
                    "CompressBpsIn",
                    "MRP",
                    "bytes compressed in the last second, before",
                    of -> of.rate(Total.COMPRESSED_FROM).perSecond()),
            decimal(
                    43,
                    "CompressBpsOut",
                    "MRP",
                    "bytes compressed in the last second, after",
                    of -> of.rate(Total.COMPRESSED_TO).perSecond()),
            number(
                    44,
                    "CompressBpsRateLim",
                    "CLP",
                    "bytes that may be compressed in a second; 0 for any number",
                    of -> of.status().compressionLimit()),
            number(47, "Tasks", "MGP", "client connections, and requests at nodes", InfoSource::tasks),
            number(
                    48,
                    "Run_queue",
                    "MGP",
                    "work that waits for an event loop",
                    of -> of.status().pendingTasks()),
            number(
                    49,
                    "Idle_pct",
                    "MaP",
                    "share of the event loops' time without work, in percent",
                    InfoSource::idlePercent),
            text(50, "node", "COS", "name of this machine", InfoSource::node),
            number(
                    52,
                    "Stopping",
                    "MGP",
                    "whether it takes no more connections because it ends",
                    of -> of.status().stopping() ? 1 : 0),
            number(
                    53,
                    "Jobs",
                    "MGP",
                    "listeners and client connections",
                    of -> of.status().listeners().size() + of.status().currentConnections()),
            none(54, "Unstoppable Jobs", "MGP", "of these, what can't be stopped"),
            number(
                    55,
                    "Listeners",
                    "MGP",
                    "listeners",
                    of -> of.status().listeners().size()),
            none(56, "ActivePeers", "MGP", "peers; it has none"),
            none(57, "ConnectedPeers", "MGP", "peers that are connected; it has none"),
            number(
                    58,
                    "DroppedLogs",
                    "MGP",
                    "requests that are missing in the access log",
                    of -> of.status().lostLogs()),
            none(59, "BusyPolling", "MGP", "whether it polls without a pause; it doesn't"),
            number(
                    60,
                    "FailedResolutions",
                    "MGP",
                    "questions to name servers that brought no address",
                    InfoSource::failedResolutions),
            large(61, "TotalBytesOut", "MGP", "bytes sent to clients so far", of -> of.listeners(Counter.BYTES_OUT)),
            large(62, "TotalSplicdedBytesOut", "MGP", "of these, through pipes; it uses none", of -> 0),
            large(
                    63,
                    "BytesOutRate",
                    "MRP",
                    "bytes sent to clients in the last second",
                    of -> of.rate(Total.BYTES_OUT).perSecond()),
            none(64, "DebugCommandsIssued", "MGP", "debug commands so far; it has none"),
            none(65, "CumRecvLogs", "MCP", "log messages received; it receives none"),
            text(66, "Build info", "POS", "its version", of -> of.build().version()),
            large(
                    67,
                    "Memmax_bytes",
                    "CLP",
                    "largest heap, in bytes",
                    of -> Runtime.getRuntime().maxMemory()),
            large(68, "PoolAlloc_bytes", "MGP", "memory of the JVM and of buffers, in bytes", InfoSource::allocated),
            large(69, "PoolUsed_bytes", "MGP", "of this, memory in use, in bytes", InfoSource::used),
            decimal(
                    70,
                    "Start_time_sec",
                    "MDP",
                    "when it was started, in seconds since 1970",
                    InfoSource::startedSeconds),
            text(71, "Tainted", "SGP", "experiments in use; it has none", of -> "0"));

    private InfoTable() {}
}

package org.irilb.core.metrics;

/**
 * Everything that is counted per listener, pool and server; it only ever grows. How many are open now, two counters tell
 * together, see {@link Counters#open}. The name in parentheses is the column of {@code show stat} that prints it (HAProxy
 * management guide, chapter 9.1).
 */
public enum Counter {
    /** Requests handled; at a listener, connections (stot). */
    SESSIONS,
    /** Bytes received from clients (bin). */
    BYTES_IN,
    /** Bytes sent to clients (bout). */
    BYTES_OUT,
    /** Connections closed at once because their source is banned (dcon). */
    DENIED_CONNECTIONS,
    /** Requests refused by rules (dreq). */
    DENIED_REQUESTS,
    /** Requests that were malformed, aborted or too slow before they were complete (ereq). */
    REQUEST_ERRORS,
    /** Failed connects; at a pool also requests that found no node or waited too long (econ). */
    CONNECT_ERRORS,
    /** Answers that were malformed, aborted or too slow (eresp). */
    RESPONSE_ERRORS,
    /** Attempts to connect again (wretr). */
    RETRIES,
    /** Attempts that were not made because the pool's budget for retries was used up. */
    RETRIES_OVER_BUDGET,
    /** Requests moved to another node (wredis). */
    REDISPATCHES,
    /** Times chosen by the balancer (lbtot). */
    SELECTIONS,
    /** Connections that were attempted (connect). */
    CONNECTS,
    /** Requests on a connection that was open already (reuse). */
    REUSES,
    /** Bytes of answers that were compressed, before (comp_in). */
    COMPRESSED_FROM,
    /** Bytes of answers that were compressed, after (comp_out). */
    COMPRESSED_TO,
    /** Bytes of answers that would have been compressed, but for the limit on that (comp_byp). */
    COMPRESSION_BYPASSED,
    /** Answers that were compressed (comp_rsp). */
    COMPRESSED_RESPONSES,
    /** Answers with status 1xx (hrsp_1xx). */
    RESPONSES_1XX,
    /** Answers with status 2xx (hrsp_2xx). */
    RESPONSES_2XX,
    /** Answers with status 3xx (hrsp_3xx). */
    RESPONSES_3XX,
    /** Answers with status 4xx (hrsp_4xx). */
    RESPONSES_4XX,
    /** Answers with status 5xx (hrsp_5xx). */
    RESPONSES_5XX,
    /** HTTP requests (req_tot). */
    REQUESTS,
    /** Exchanges that the client broke off (cli_abrt). */
    CLIENT_ABORTS,
    /** Exchanges that the node broke off (srv_abrt). */
    SERVER_ABORTS,
    /** Requests that a node has failed, and no client has caused (hanafail). */
    NODE_FAULTS,
    /** Requests that the balancer answered by itself, other than refusals (intercepted). */
    INTERCEPTED,
    /** TLS handshakes that succeeded: with clients at a listener, with nodes at a pool or server. */
    TLS_HANDSHAKES,
    /** Of these, those that went on with a session of an earlier connection (ssl_reused_sess); the others are ssl_sess. */
    TLS_RESUMPTIONS,
    /** TLS handshakes that failed, or that the other side didn't finish (ssl_failed_handshake). */
    TLS_HANDSHAKE_ERRORS,
    /** Connections to nodes with TLS that have ended; the others are open (CurrSslConns of {@code show info}). */
    TLS_CONNECTIONS_ENDED,
    /** Of the handshakes that failed, at a listener, those of {@link HandshakeError#CLOSED}. */
    TLS_HANDSHAKES_CLOSED,
    /** Those of {@link HandshakeError#TIMEOUT}. */
    TLS_HANDSHAKES_TIMED_OUT,
    /** Those of {@link HandshakeError#NOT_TLS}. */
    TLS_HANDSHAKES_NOT_TLS,
    /** Those of {@link HandshakeError#UNKNOWN_NAME}. */
    TLS_HANDSHAKES_UNKNOWN_NAME,
    /** Those of {@link HandshakeError#UNSUPPORTED}. */
    TLS_HANDSHAKES_UNSUPPORTED,
    /** Those of {@link HandshakeError#CLIENT_CERTIFICATE}. */
    TLS_HANDSHAKES_CLIENT_CERTIFICATE,
    /** Those of {@link HandshakeError#REFUSED}. */
    TLS_HANDSHAKES_REFUSED,
    /** Those of {@link HandshakeError#PROTOCOL}. */
    TLS_HANDSHAKES_PROTOCOL,
    /** Connections of HTTP/1: at a listener of clients, at a pool those to nodes that its requests opened (h1_total_connections). */
    H1_CONNECTIONS,
    /** Connections of HTTP/1 that have ended, or speak HTTP/2 by now; the others are open (h1_open_connections). */
    H1_CONNECTIONS_ENDED,
    /** Requests over HTTP/1 that were read and are served; at a pool those that were sent (h1_total_streams). */
    H1_STREAMS,
    /** Of these, those that have their answer, or get none; the others are open (h1_open_streams). */
    H1_STREAMS_ENDED,
    /** Bytes received over HTTP/1: at a listener from clients, at a pool from nodes (h1_bytes_in). */
    H1_BYTES_IN,
    /** Bytes sent over HTTP/1: at a listener to clients, at a pool to nodes (h1_bytes_out). */
    H1_BYTES_OUT,
    /** Connections of HTTP/2 (h2_total_connections). */
    H2_CONNECTIONS,
    /** Connections of HTTP/2 that have ended; the others are open (h2_open_connections). */
    H2_CONNECTIONS_ENDED,
    /** Streams of HTTP/2 (h2_backend_total_streams, which HAProxy 2.6 calls those of clients, too). */
    H2_STREAMS,
    /** Streams of HTTP/2 that have ended; the others are open (h2_backend_open_streams). */
    H2_STREAMS_ENDED,
    /** Heads and trailers received over HTTP/2 (h2_headers_rcvd). */
    H2_HEADERS,
    /** Pieces of bodies received over HTTP/2 (h2_data_rcvd). */
    H2_DATA,
    /** Settings received over HTTP/2, and that ours were (h2_settings_rcvd). */
    H2_SETTINGS,
    /** Streams that clients have broken off (h2_rst_stream_rcvd). */
    H2_RESETS,
    /** Ends of connections that clients have announced (h2_goaway_rcvd). */
    H2_GOAWAYS,
    /** Connections of HTTP/2 that ended because of what their client did (h2_detected_conn_protocol_errors). */
    H2_CONNECTION_ERRORS,
    /** Streams that were broken off because of what their client did (h2_detected_strm_protocol_errors). */
    H2_STREAM_ERRORS,
    /** Streams that were broken off from here (h2_rst_stream_resp). */
    H2_RESETS_SENT,
    /** Ends of connections that were announced because of what their client did (h2_goaway_resp). */
    H2_GOAWAYS_SENT,
    /** Connections that were cut off for a fault of the balancer's own (eint). */
    INTERNAL_ERRORS,
    /** Connections put aside for a later request; less those taken up again, what is idle (srv_icur). */
    CONNECTIONS_KEPT,
    /** Connections that were put aside and are in use again, or closed. */
    CONNECTIONS_TAKEN;

    /** The counter of an answer's status, 100..599. */
    public static Counter ofStatus(int status) {
        return switch (status / 100) {
            case 1 -> RESPONSES_1XX;
            case 2 -> RESPONSES_2XX;
            case 3 -> RESPONSES_3XX;
            case 4 -> RESPONSES_4XX;
            case 5 -> RESPONSES_5XX;
            default -> throw new IllegalArgumentException("status: " + status + " (expected: 100..599)");
        };
    }
}

package org.irilb.server.admin.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.irilb.core.kit.Rig;
import org.irilb.core.kit.Setup;
import org.irilb.core.metrics.BalancerStatus;
import org.irilb.core.metrics.Counter;
import org.irilb.core.metrics.Counters;
import org.irilb.server.text.Texts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each column that shows a count shows that one, and no other: no two counts here are the same. */
final class CounterColumnsTest {

    private static final long LISTENER = 1_000;
    private static final long POOL = 2_000;
    private static final long SERVER = 3_000;

    private static Rig rig;
    private static Statistics statistics;

    @BeforeAll
    static void count() {
        rig = Rig.start(Setup.standard(), Setup.node(1, 1, 1));
        statistics = new Statistics(rig.balancer());
        BalancerStatus status = rig.status();
        fill(status.listeners().get(0).counters(), LISTENER);
        fill(status.pools().get(0).counters(), POOL);
        fill(status.pools().get(0).servers().get(0).counters(), SERVER);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static void fill(Counters counters, long base) {
        for (Counter counter : Counter.values()) {
            counters.add(0, counter, base + counter.ordinal());
        }
    }

    /** The figures of the first row of its kind, from the typed form. */
    private static Map<String, String> row(char kind) {
        Map<String, String> row = new TreeMap<>();
        Texts.read(StatForm.TYPED.write(statistics.view(), RowFilter.ALL, true, false))
                .lines()
                .filter(line -> line.charAt(0) == kind)
                .map(line -> line.split("[.:]", 9))
                .forEach(parts -> row.putIfAbsent(parts[4], parts[8]));
        return row;
    }

    @ParameterizedTest
    @CsvSource({
        "stot, SESSIONS",
        "bin, BYTES_IN",
        "bout, BYTES_OUT",
        "dcon, DENIED_CONNECTIONS",
        "dreq, DENIED_REQUESTS",
        "ereq, REQUEST_ERRORS",
        "req_tot, REQUESTS",
        "conn_tot, SESSIONS",
        "intercepted, INTERCEPTED",
        "eint, INTERNAL_ERRORS",
        "comp_in, COMPRESSED_FROM",
        "comp_out, COMPRESSED_TO",
        "comp_byp, COMPRESSION_BYPASSED",
        "comp_rsp, COMPRESSED_RESPONSES",
        "hrsp_1xx, RESPONSES_1XX",
        "hrsp_2xx, RESPONSES_2XX",
        "hrsp_3xx, RESPONSES_3XX",
        "hrsp_4xx, RESPONSES_4XX",
        "hrsp_5xx, RESPONSES_5XX",
        "h1_total_connections, H1_CONNECTIONS",
        "h1_total_streams, H1_STREAMS",
        "h1_bytes_in, H1_BYTES_IN",
        "h1_bytes_out, H1_BYTES_OUT",
        "h2_headers_rcvd, H2_HEADERS",
        "h2_data_rcvd, H2_DATA",
        "h2_settings_rcvd, H2_SETTINGS",
        "h2_rst_stream_rcvd, H2_RESETS",
        "h2_goaway_rcvd, H2_GOAWAYS",
        "h2_detected_conn_protocol_errors, H2_CONNECTION_ERRORS",
        "h2_detected_strm_protocol_errors, H2_STREAM_ERRORS",
        "h2_rst_stream_resp, H2_RESETS_SENT",
        "h2_goaway_resp, H2_GOAWAYS_SENT",
        "h2_total_connections, H2_CONNECTIONS",
        "h2_backend_total_streams, H2_STREAMS"
    })
    void ofAListener(String column, Counter counter) {
        assertThat(row('F')).containsEntry(column, Long.toString(LISTENER + counter.ordinal()));
    }

    @ParameterizedTest
    @CsvSource({
        "stot, SESSIONS",
        "bin, BYTES_IN",
        "bout, BYTES_OUT",
        "econ, CONNECT_ERRORS",
        "eresp, RESPONSE_ERRORS",
        "wretr, RETRIES",
        "wredis, REDISPATCHES",
        "req_tot, REQUESTS",
        "lbtot, SELECTIONS",
        "cli_abrt, CLIENT_ABORTS",
        "srv_abrt, SERVER_ABORTS",
        "connect, CONNECTS",
        "reuse, REUSES",
        "comp_in, COMPRESSED_FROM",
        "comp_out, COMPRESSED_TO",
        "comp_byp, COMPRESSION_BYPASSED",
        "comp_rsp, COMPRESSED_RESPONSES",
        "hrsp_1xx, RESPONSES_1XX",
        "hrsp_2xx, RESPONSES_2XX",
        "hrsp_3xx, RESPONSES_3XX",
        "hrsp_4xx, RESPONSES_4XX",
        "hrsp_5xx, RESPONSES_5XX",
        "h1_total_connections, H1_CONNECTIONS",
        "h1_total_streams, H1_STREAMS",
        "h1_bytes_in, H1_BYTES_IN",
        "h1_bytes_out, H1_BYTES_OUT"
    })
    void ofAPool(String column, Counter counter) {
        assertThat(row('B')).containsEntry(column, Long.toString(POOL + counter.ordinal()));
    }

    @ParameterizedTest
    @CsvSource({
        "stot, SESSIONS",
        "bin, BYTES_IN",
        "bout, BYTES_OUT",
        "econ, CONNECT_ERRORS",
        "eresp, RESPONSE_ERRORS",
        "wretr, RETRIES",
        "wredis, REDISPATCHES",
        "hanafail, NODE_FAULTS",
        "lbtot, SELECTIONS",
        "req_tot, REQUESTS",
        "cli_abrt, CLIENT_ABORTS",
        "srv_abrt, SERVER_ABORTS",
        "connect, CONNECTS",
        "reuse, REUSES",
        "hrsp_1xx, RESPONSES_1XX",
        "hrsp_2xx, RESPONSES_2XX",
        "hrsp_3xx, RESPONSES_3XX",
        "hrsp_4xx, RESPONSES_4XX",
        "hrsp_5xx, RESPONSES_5XX"
    })
    void ofAServer(String column, Counter counter) {
        assertThat(row('S')).containsEntry(column, Long.toString(SERVER + counter.ordinal()));
    }
}
